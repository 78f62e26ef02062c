use serde::de::DeserializeOwned;

/// A resource that is not as it should be.
#[derive(Debug, thiserror::Error)]
#[error("{file}: {message}")]
pub struct Error {
    /// The file, relative to `resources/`.
    pub file: String,
    /// What is wrong there.
    pub message: String,
}

impl Error {
    /// An error in `file`.
    #[expect(clippy::needless_pass_by_value, reason = "callers hand over errors and new texts")]
    pub(crate) fn new(file: &str, message: impl ToString) -> Self {
        Self { file: file.to_owned(), message: message.to_string() }
    }
}

/// Reads a TOML resource.
pub(crate) fn from_toml<T: DeserializeOwned>(file: &str, text: &str) -> Result<T, Error> {
    toml::from_str(text).map_err(|error| Error::new(file, error))
}
