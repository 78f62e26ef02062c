//! Choice by rank: the first often, the last seldom.

use crate::rng::Rng;

/// Ranks `0..n`, rank `r` with a weight of `1 / (r + shift)^exponent`.
#[derive(Debug, Clone)]
pub struct Zipf(Vec<f64>);

impl Zipf {
    /// `n` is positive.
    pub fn new(n: usize, shift: f64, exponent: f64) -> Self {
        let mut sum = 0.0;
        let weight = |rank: usize| (rank as f64 + shift).powf(-exponent);
        let sums: Vec<f64> = (0..n)
            .map(|rank| {
                sum += weight(rank);
                sum
            })
            .collect();
        Self(sums.into_iter().map(|s| s / sum).collect())
    }

    /// A rank.
    pub fn draw(&self, rng: &mut Rng) -> usize {
        let share = rng.share();
        self.0.partition_point(|&sum| sum <= share).min(self.0.len() - 1)
    }
}
