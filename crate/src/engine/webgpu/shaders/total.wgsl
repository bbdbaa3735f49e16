// Sums of parts over the invocations of a workgroup that have the same vector of units.

var<workgroup> parts: array<vec4<f32>, GROUP_X * GROUP_Y>;

fn total(part: vec4<f32>, local: vec3<u32>) -> vec4<f32> {
    // What was read of the last total is read by now.
    workgroupBarrier();
    parts[local.y * GROUP_X + local.x] = part;
    workgroupBarrier();
    var sum = vec4<f32>(0.0);
    for (var y = 0u; y < GROUP_Y; y += 1u) {
        sum += parts[y * GROUP_X + local.x];
    }
    return sum;
}
