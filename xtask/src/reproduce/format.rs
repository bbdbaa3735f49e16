//! Figures and tables as the document writes them.

/// A loss or an accuracy.
pub fn figure(value: f64) -> String {
    // A value that rounds to zero has no sign.
    let text = format!("{value:.4}").replace('-', "−");
    if text == "−0.0000" {
        "0.0000".to_owned()
    } else {
        text
    }
}

/// A figure that may be missing.
pub fn optional(value: Option<f64>) -> String {
    value.map_or("not readable".to_owned(), figure)
}

/// A difference, with its sign.
pub fn signed(value: f64) -> String {
    let text = figure(value);
    if text.starts_with('−') || text == "0.0000" {
        text
    } else {
        format!("+{text}")
    }
}

/// A table whose first column is text and whose others are figures.
pub fn table(head: &[String], rows: impl Iterator<Item = Vec<String>>) -> String {
    let line = |cells: &[String]| format!("| {} |", cells.join(" | "));
    let rule = format!("|---|{}", "---:|".repeat(head.len() - 1));
    let mut lines = vec![line(head), rule];
    lines.extend(rows.map(|row| line(&row)));
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_have_four_decimals_and_a_sign_only_where_it_says_something() {
        assert_eq!(figure(0.98), "0.9800");
        assert_eq!(figure(-0.0042), "−0.0042");
        assert_eq!(signed(0.0042), "+0.0042");
        assert_eq!(signed(-0.000_01), "0.0000");
    }
}
