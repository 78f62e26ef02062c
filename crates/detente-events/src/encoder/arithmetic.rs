//! Arithmetic in `f32` that gives the same bits everywhere: no fused operations, nothing from the
//! system's library of functions, and sums in one order whatever the width of the vectors.

use rten_simd::{Isa, SimdOp};

/// Sums run in this many lanes, which are added at the end.
pub(super) const LANES: usize = 16;

/// Added and taken away again, it rounds to the nearest integer, half to even; the last bits of
/// the sum are that integer.
pub(super) const ROUNDER: f32 = 12_582_912.0;

/// Runs work in code for the widest vectors that this machine has.
pub(super) fn vectorised<T>(work: impl FnOnce() -> T) -> T {
    Work(work).dispatch()
}

struct Work<F>(F);

impl<T, F: FnOnce() -> T> SimdOp for Work<F> {
    type Output = T;

    #[inline(always)]
    fn eval<I: Isa>(self, _: I) -> T {
        (self.0)()
    }
}

/// The first numbers of a room, which is made larger if it must and never smaller.
pub(super) fn grown<T: Default + Clone>(room: &mut Vec<T>, length: usize) -> &mut [T] {
    if room.len() < length {
        room.resize(length, T::default());
    }
    &mut room[..length]
}

/// The larger of two numbers, the second if they cannot be compared.
#[inline(always)]
pub(super) fn larger(a: f32, b: f32) -> f32 {
    if a > b { a } else { b }
}

/// The smaller of two numbers, the second if they cannot be compared.
#[inline(always)]
pub(super) fn smaller(a: f32, b: f32) -> f32 {
    if a < b { a } else { b }
}

/// Brings all values, a multiple of [`LANES`], together in lanes and then the lanes in halves.
#[inline(always)]
pub(super) fn fold(
    values: &[f32],
    start: f32,
    take: impl Fn(f32, f32) -> f32,
    join: impl Fn(f32, f32) -> f32,
) -> f32 {
    let mut lanes = [start; LANES];
    for chunk in values.as_chunks::<LANES>().0 {
        for (lane, value) in lanes.iter_mut().zip(chunk) {
            *lane = take(*lane, *value);
        }
    }
    let mut width = LANES / 2;
    while width > 0 {
        for at in 0..width {
            lanes[at] = join(lanes[at], lanes[at + width]);
        }
        width /= 2;
    }
    lanes[0]
}

/// The sum of values.
#[inline(always)]
pub(super) fn sum(values: &[f32]) -> f32 {
    fold(values, 0.0, |sum, value| sum + value, |a, b| a + b)
}

/// `e` to the power of `x`, which is taken to lie between -87 and 88.
#[inline(always)]
pub(super) fn exp(x: f32) -> f32 {
    const LN_2_HIGH: f32 = 0.693_359_4;
    const LN_2_LOW: f32 = -2.121_944_4e-4;
    let x = larger(smaller(x, 88.0), -87.0);
    let rounded = x * std::f32::consts::LOG2_E + ROUNDER;
    let power = rounded - ROUNDER;
    let rest = (x - power * LN_2_HIGH) - power * LN_2_LOW;
    let mut series = 1.0 / 720.0;
    for factor in [1.0 / 120.0, 1.0 / 24.0, 1.0 / 6.0, 0.5, 1.0, 1.0] {
        series = series * rest + factor;
    }
    let exponent = rounded.to_bits().wrapping_sub(ROUNDER.to_bits()).wrapping_add(127);
    series * f32::from_bits(exponent << 23)
}

/// The Gaussian error linear unit, within 3e-6. The error function is a quotient of polynomials,
/// fitted by least squares weighted towards the largest error.
#[inline(always)]
pub(super) fn gelu(x: f32) -> f32 {
    const ABOVE: [f32; 5] =
        [-2.023_143_5e-7, 9.763_626_4e-5, 0.008_404_45, 0.056_000_486, 0.797_929_35];
    const BELOW: [f32; 4] = [0.001_409_565_8, 0.024_857_901, 0.237_025_35, 1.0];
    let inside = larger(smaller(x, 5.0), -5.0);
    let square = inside * inside;
    let above = ABOVE.into_iter().fold(0.0, |sum, factor| sum * square + factor);
    let below = BELOW.into_iter().fold(0.0, |sum, factor| sum * square + factor);
    0.5 * x * (1.0 + inside * above / below)
}

/// Turns logits into probabilities.
pub(super) fn softmax(logits: &mut [f32], temperature: f32) {
    let highest = logits.iter().copied().fold(f32::MIN, larger);
    for value in &mut *logits {
        *value = exp((*value - highest) / temperature);
    }
    let total: f32 = logits.iter().sum();
    for value in logits {
        *value /= total;
    }
}

/// Turns a logit into a probability.
pub(super) fn sigmoid(logit: f32, temperature: f32) -> f32 {
    1.0 / (1.0 + exp(-logit / temperature))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn exp_is_close_to_the_true_one() {
        for step in -8_000..8_000 {
            let x = f64::from(step) / 100.0;
            let error = f64::from(exp(x as f32)) / f64::from(x as f32).exp() - 1.0;
            assert!(error.abs() < 3e-7, "{x}: {error}");
        }
        assert!(exp(f32::NEG_INFINITY) > 0.0 && exp(f32::NAN).is_finite());
    }

    #[test]
    fn gelu_is_linear_far_out_and_halved_at_one_side() {
        assert_eq!(gelu(0.0).to_bits(), 0);
        for (x, expected) in [(1.0, 0.841_344_8), (-1.0, -0.158_655_26), (-0.5, -0.154_268_8)] {
            assert!((gelu(x) - expected).abs() < 3e-6, "{x}");
        }
        assert!((gelu(20.0) - 20.0).abs() < 1e-4 && gelu(-20.0).abs() < 1e-4);
    }

    #[test]
    fn probabilities_sum_to_one_whatever_the_logits() {
        for logits in [[0.0, 1.0, 2.0], [-1e30, 0.0, 1e30], [f32::MAX, f32::MAX, f32::MIN]] {
            let mut values = logits;
            softmax(&mut values, 0.5);
            assert!((values.iter().sum::<f32>() - 1.0).abs() < 1e-6, "{values:?}");
        }
        assert!((sigmoid(0.0, 2.0) - 0.5).abs() < 1e-7);
    }
}
