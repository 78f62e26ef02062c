use std::fmt;

/// Something in the register, or in a file that adds to it, that is or may be wrong.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The file.
    pub file: String,
    /// The line, counted from 1; 0 for the file as a whole.
    pub line: usize,
    /// A word for the kind of finding, such as `row` for a line that cannot be read.
    pub rule: &'static str,
    /// What is wrong and what to do.
    pub message: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { file, line, rule, message } = self;
        match line {
            0 => write!(f, "{file}: {rule}: {message}"),
            line => write!(f, "{file}:{line}: {rule}: {message}"),
        }
    }
}
