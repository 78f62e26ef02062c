/// Hashes that are stored: FNV-1a in 64 bits, whose outcome is fixed for ever.
///
/// Not for keys that an adversary may choose; those are [`Digest`](crate::Digest)s.
#[derive(Debug, Clone, Copy)]
pub struct StableHasher(u64);

impl StableHasher {
    /// A fresh hasher.
    pub const fn new() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }

    /// Adds one field; fields do not run into each other.
    #[must_use]
    pub fn field(self, bytes: impl AsRef<[u8]>) -> Self {
        let bytes = bytes.as_ref();
        let mixed = bytes.iter().fold(self.0, |hash, &byte| Self::step(hash, byte));
        Self((bytes.len() as u64).to_le_bytes().into_iter().fold(mixed, Self::step))
    }

    fn step(hash: u64, byte: u8) -> u64 {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    }

    /// The hash.
    pub const fn finish(self) -> u64 {
        self.0
    }

    /// The hash as an identifier: `prefix`, a hyphen, 16 hexadecimal digits.
    pub fn id(self, prefix: &str) -> String {
        format!("{prefix}-{:016x}", self.0)
    }
}

impl Default for StableHasher {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_do_not_run_into_each_other() {
        let hash = |a: &str, b: &str| StableHasher::new().field(a).field(b).finish();
        assert_ne!(hash("ab", "c"), hash("a", "bc"));
    }
}
