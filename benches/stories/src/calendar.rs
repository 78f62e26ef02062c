//! Days counted from the first of January 2015, a Thursday.

use crate::names::Names;

/// Year, month of 1 to 12, day of the month.
pub fn civil(day: usize) -> (usize, usize, usize) {
    // Counted from the first of March 2012 a cycle of four years ends with its leap day.
    let shifted = day + 1036;
    let (cycle, rest) = (shifted / 1461, shifted % 1461);
    let year = (rest / 365).min(3);
    let of_year = rest - 365 * year;
    let month = (5 * of_year + 2) / 153;
    let of_month = of_year - (153 * month + 2) / 5 + 1;
    let year = 2012 + 4 * cycle + year + month / 10;
    (year, (month + 2) % 12 + 1, of_month)
}

/// `2015-01-31`.
pub fn iso(day: usize) -> String {
    let (year, month, of_month) = civil(day);
    format!("{year}-{month:02}-{of_month:02}")
}

/// `January 31`.
pub fn words(day: usize, names: &Names) -> String {
    let (_, month, of_month) = civil(day);
    format!("{} {of_month}", names.list("month")[month - 1])
}

/// `Saturday`.
pub fn weekday(day: usize, names: &Names) -> &str {
    &names.list("weekday")[(day + 3) % 7]
}

#[cfg(test)]
mod tests {
    use super::iso;

    #[test]
    fn days_count_up() {
        assert_eq!(iso(0), "2015-01-01");
        assert_eq!(iso(58), "2015-02-28");
        assert_eq!(iso(59), "2015-03-01");
        assert_eq!(iso(365 + 59), "2016-02-29");
        assert_eq!(iso(3652), "2024-12-31");
    }
}
