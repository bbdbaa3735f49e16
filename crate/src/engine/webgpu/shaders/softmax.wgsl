// Cross-entropy of the logits: what it is, and its gradient in their place, [rows, units]. One
// workgroup does all rows, so that it can add up the figures and begin the next step's record.

@group(0) @binding(2) var<storage, read_write> order: array<u32>;
@group(0) @binding(3) var<storage, read_write> labels: array<u32>;
@group(0) @binding(4) var<storage, read_write> logits: array<f32>;
// For each of the last METRICS_STEPS steps the sum of its losses and how many images were right.
@group(0) @binding(5) var<storage, read_write> metrics: array<vec2<f32>>;

var<workgroup> parts: array<vec2<f32>, GROUP_X>;

@compute @workgroup_size(GROUP_X)
fn main(@builtin(local_invocation_id) local: vec3<u32>) {
    let step = steps[0];
    let record = record_of(step);
    // Not by a return: all invocations reach the barrier.
    let n_rows = select(steps[record + N_ROWS], 0u, is_over());
    let n_units = layer[N_UNITS];
    var part = vec2<f32>(0.0);
    for (var row = local.x; row < n_rows; row += GROUP_X) {
        let first = row * 4u * layer[UNIT_VECTORS];
        let label = labels[order[steps[record + START] + row]];
        var best = 0u;
        for (var unit = 1u; unit < n_units; unit += 1u) {
            if (logits[first + unit] > logits[first + best]) {
                best = unit;
            }
        }
        let largest = logits[first + best];
        var sum = 0.0;
        for (var unit = 0u; unit < n_units; unit += 1u) {
            sum += exp(logits[first + unit] - largest);
        }
        part += vec2<f32>(largest + log(sum) - logits[first + label], f32(best == label));
        for (var unit = 0u; unit < n_units; unit += 1u) {
            let probability = exp(logits[first + unit] - largest) / sum;
            logits[first + unit] = (probability - f32(unit == label)) / f32(n_rows);
        }
    }
    parts[local.x] = part;
    workgroupBarrier();
    if (local.x == 0u) {
        var total = vec2<f32>(0.0);
        for (var x = 0u; x < GROUP_X; x += 1u) {
            total += parts[x];
        }
        metrics[step % METRICS_STEPS] = total;
        steps[0] = step + 1u;
        if (!is_finite(total.x)) {
            steps[1] = 1u;
        }
    }
}
