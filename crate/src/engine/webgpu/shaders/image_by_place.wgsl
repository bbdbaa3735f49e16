fn image_of(place: u32) -> u32 {
    return place;
}
