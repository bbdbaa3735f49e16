//! Dropout's meaning, on any device.

use burn::tensor::{Device, Tensor};
use kindling::model::mlp::drop_out;

/// Drops a fifth of many ones, and panics unless about a fifth is zero and the rest scaled by 1.25.
pub async fn assert_drops_a_fifth_and_scales_the_rest(device: &Device) {
    device.seed(1);
    let ones = Tensor::<2>::ones([100, 500], device);
    let dropped = drop_out(ones, 0.2).into_data_async().await.unwrap();
    let values: Vec<f32> = dropped.iter::<f32>().collect();
    let n_zero = values.iter().filter(|value| **value == 0.0).count();
    let n_scaled = values
        .iter()
        .filter(|value| (**value - 1.25).abs() < 1e-6)
        .count();
    assert_eq!(n_zero + n_scaled, 50_000, "a value is neither 0 nor 1.25");
    // 50,000 draws: the share's standard deviation is 0.0018.
    let share = n_zero as f64 / 50_000.0;
    assert!((share - 0.2).abs() < 0.01, "{share} were dropped");
}
