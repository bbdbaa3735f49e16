// Dropout's mask: engine/mask.rs tells it, this computes the same bits.

fn mixed(value: vec4<u32>) -> vec4<u32> {
    var x = value;
    x = x ^ (x >> vec4<u32>(16u));
    x = x * vec4<u32>(0x7feb352du);
    x = x ^ (x >> vec4<u32>(15u));
    x = x * vec4<u32>(0x846ca68bu);
    return x ^ (x >> vec4<u32>(16u));
}

// What four outputs of hidden layer `hidden`, which has `n_units`, are scaled by: 0 where dropped.
fn mask_of(record: u32, hidden: u32, n_units: u32, row: u32, vector: u32) -> vec4<f32> {
    let threshold = layer[THRESHOLD];
    if (threshold == 0u) {
        return vec4<f32>(1.0);
    }
    let key = record + KEYS + 2u * hidden;
    let index = vec4<u32>(row * n_units) + columns_of(vector);
    let bits = mixed(mixed(index ^ vec4<u32>(steps[key])) ^ vec4<u32>(steps[key + 1u]));
    let kept = vec4<f32>(bitcast<f32>(layer[SCALE]));
    return select(vec4<f32>(0.0), kept, bits >= vec4<u32>(threshold));
}
