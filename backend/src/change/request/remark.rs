//! What counts as a reason or a comment.

use veiviser_schema::outcome::ErrorCode;

use super::model::MAX_REMARK;
use crate::outcome::Refusal;

/// Whether there has to be one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Remarked {
    May,
    Must,
}

/// The words without blanks around them, or why they will not do.
pub fn remark<'a>(text: &'a str, field: &str, remarked: Remarked) -> Result<&'a str, Refusal> {
    let text = text.trim();
    if text.is_empty() && remarked == Remarked::Must {
        Err(Refusal::at(ErrorCode::Required, field))
    } else if text.chars().count() > MAX_REMARK {
        Err(Refusal::at(ErrorCode::TooLong, field))
    } else {
        Ok(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_are_no_reason_and_a_novel_is_too_long() {
        fn code(text: &str, must: Remarked) -> Result<&str, ErrorCode> {
            remark(text, "reason", must).map_err(|no| no.code)
        }
        assert_eq!(code(" \n", Remarked::Must), Err(ErrorCode::Required));
        assert_eq!(code(" \n", Remarked::May), Ok(""));
        assert_eq!(code(" ok ", Remarked::Must), Ok("ok"));
        let long = "å".repeat(MAX_REMARK);
        assert_eq!(code(&long, Remarked::Must), Ok(long.as_str()));
        assert_eq!(
            code(&(long.clone() + "å"), Remarked::May),
            Err(ErrorCode::TooLong)
        );
    }
}
