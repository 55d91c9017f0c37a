//! The permission table itself.

use serde::{Deserialize, Serialize};

use super::Grant;
use crate::ids::MunicipalityNumber;

/// What a signed-in person is, over some scope.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum Role {
    /// Keeps a municipality's listings.
    Editor,
    /// Also approves colleagues' low-risk changes and looks after the municipality's editors.
    Approver,
    /// Follows up a county: reads and comments, edits nothing.
    CountyCoordinator,
    /// Reviews changes from the whole country.
    NationalCoordinator,
    /// Looks after users and settings; approves no content.
    Administrator,
}

impl Role {
    pub const ALL: [Role; 5] = [
        Role::Editor,
        Role::Approver,
        Role::CountyCoordinator,
        Role::NationalCoordinator,
        Role::Administrator,
    ];

    /// The value in GraphQL, in the database and in the golden file.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Role::Editor => "EDITOR",
            Role::Approver => "APPROVER",
            Role::CountyCoordinator => "COUNTY_COORDINATOR",
            Role::NationalCoordinator => "NATIONAL_COORDINATOR",
            Role::Administrator => "ADMINISTRATOR",
        }
    }

    /// Whether this role decides on content that others wrote.
    #[must_use]
    pub fn approves(self) -> bool {
        [Action::ApproveLowRisk, Action::ApproveAny]
            .into_iter()
            .any(|action| rule(self, action) != Rule::Never)
    }

    /// Whether one account may have both roles. Whoever gives roles must not be able to approve with one of them: nothing would then
    /// stand between one person and the public.
    #[must_use]
    pub fn stands_with(self, other: Role) -> bool {
        !(self == Role::Administrator && other.approves()
            || other == Role::Administrator && self.approves())
    }

    /// Reads [`Role::code`] back.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Role> {
        Role::ALL.into_iter().find(|role| role.code() == code)
    }
}

/// Everything that can be allowed or refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[cfg_attr(feature = "graphql", derive(async_graphql::Enum))]
pub enum Action {
    /// Read drafts, change requests, revisions and their authors.
    ReadUnpublished,
    /// Start, save and discard a draft.
    SaveDraft,
    /// Send a draft to review.
    Submit,
    /// Take a submitted change back.
    Withdraw,
    /// Say that a published listing is still right.
    Verify,
    /// Write in the discussion of a change.
    Comment,
    /// Approve a change whose every field is low-risk.
    ApproveLowRisk,
    /// Approve any change.
    ApproveAny,
    /// Return or reject a change one could approve.
    Decline,
    /// Set the default opening hours of a municipality, which its listings may inherit.
    SetDefaultHours,
    /// Make public at once what is reviewed after: opening hours, announcements.
    PublishFirst,
    /// Confirm or revert what was published before anybody reviewed it.
    ReviewPublished,
    /// See users, and the roles they have within the scope.
    ReadUsers,
    /// Create users, and give and take the editor's role.
    ManageEditors,
    /// Give and take every role, disable users, set passwords.
    ManageUsers,
    /// Read the audit trail.
    ReadAudit,
}

impl Action {
    pub const ALL: [Action; 16] = [
        Action::ReadUnpublished,
        Action::SaveDraft,
        Action::Submit,
        Action::Withdraw,
        Action::Verify,
        Action::Comment,
        Action::ApproveLowRisk,
        Action::ApproveAny,
        Action::Decline,
        Action::SetDefaultHours,
        Action::PublishFirst,
        Action::ReviewPublished,
        Action::ReadUsers,
        Action::ManageEditors,
        Action::ManageUsers,
        Action::ReadAudit,
    ];

    /// The value in GraphQL and in the golden file.
    #[must_use]
    pub fn code(self) -> &'static str {
        match self {
            Action::ReadUnpublished => "READ_UNPUBLISHED",
            Action::SaveDraft => "SAVE_DRAFT",
            Action::Submit => "SUBMIT",
            Action::Withdraw => "WITHDRAW",
            Action::Verify => "VERIFY",
            Action::Comment => "COMMENT",
            Action::ApproveLowRisk => "APPROVE_LOW_RISK",
            Action::ApproveAny => "APPROVE_ANY",
            Action::Decline => "DECLINE",
            Action::SetDefaultHours => "SET_DEFAULT_HOURS",
            Action::PublishFirst => "PUBLISH_FIRST",
            Action::ReviewPublished => "REVIEW_PUBLISHED",
            Action::ReadUsers => "READ_USERS",
            Action::ManageEditors => "MANAGE_EDITORS",
            Action::ManageUsers => "MANAGE_USERS",
            Action::ReadAudit => "READ_AUDIT",
        }
    }
}

/// How far a role may do an action.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Rule {
    Never,
    /// Within the scope of the grant.
    InScope,
    /// Within the scope, and only on what somebody else wrote.
    OthersInScope,
}

/// The table. One arm a role; what is not named is refused.
#[must_use]
pub fn rule(role: Role, action: Action) -> Rule {
    use Action as A;
    match role {
        Role::Editor => match action {
            A::ReadUnpublished
            | A::SaveDraft
            | A::Submit
            | A::Withdraw
            | A::Verify
            | A::Comment
            | A::PublishFirst => Rule::InScope,
            _ => Rule::Never,
        },
        Role::Approver => match action {
            A::ReadUnpublished
            | A::SaveDraft
            | A::Submit
            | A::Withdraw
            | A::Verify
            | A::Comment
            | A::PublishFirst => Rule::InScope,
            A::ApproveLowRisk | A::Decline | A::ReviewPublished => Rule::OthersInScope,
            A::SetDefaultHours | A::ReadUsers | A::ManageEditors => Rule::InScope,
            _ => Rule::Never,
        },
        Role::CountyCoordinator => match action {
            A::ReadUnpublished | A::Comment => Rule::InScope,
            _ => Rule::Never,
        },
        Role::NationalCoordinator => match action {
            A::ReadUnpublished | A::Comment | A::SetDefaultHours => Rule::InScope,
            A::ApproveLowRisk | A::ApproveAny | A::Decline | A::ReviewPublished => {
                Rule::OthersInScope
            }
            _ => Rule::Never,
        },
        Role::Administrator => match action {
            A::ReadUsers | A::ManageEditors | A::ManageUsers | A::ReadAudit => Rule::InScope,
            _ => Rule::Never,
        },
    }
}

/// Whether any of these grants allows the action on something that lies in `municipality` (`None`: something national, which only
/// a national scope reaches). `own_work` says that the person wrote what the action is about.
#[must_use]
pub fn allowed(
    grants: &[Grant],
    action: Action,
    municipality: Option<&MunicipalityNumber>,
    own_work: bool,
) -> bool {
    grants.iter().any(|grant| {
        let reaches = match municipality {
            Some(number) => grant.scope.covers(number),
            None => grant.scope == super::Scope::Nation,
        };
        reaches
            && match rule(grant.role, action) {
                Rule::Never => false,
                Rule::InScope => true,
                Rule::OthersInScope => !own_work,
            }
    })
}

/// The whole table as text, one line an action: what the golden file holds and `docs/AUTHZ.md` shows.
#[must_use]
pub fn golden_table() -> String {
    let mut out = String::from("action");
    for role in Role::ALL {
        out.push('\t');
        out.push_str(role.code());
    }
    out.push('\n');
    for action in Action::ALL {
        out.push_str(action.code());
        for role in Role::ALL {
            out.push('\t');
            out.push_str(match rule(role, action) {
                Rule::Never => "no",
                Rule::InScope => "in scope",
                Rule::OthersInScope => "others' in scope",
            });
        }
        out.push('\n');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::Scope;
    use super::*;

    fn grant(role: Role, scope: Scope) -> Vec<Grant> {
        vec![Grant { role, scope }]
    }

    fn municipality(number: &str) -> MunicipalityNumber {
        number.parse().expect("a municipality number")
    }

    #[test]
    fn the_table_is_the_committed_one() {
        insta::assert_snapshot!("permission_table", golden_table());
    }

    #[test]
    fn an_editor_reaches_only_the_own_municipality() {
        let grants = grant(Role::Editor, Scope::Municipality(municipality("1103")));
        assert!(allowed(
            &grants,
            Action::SaveDraft,
            Some(&municipality("1103")),
            false
        ));
        assert!(!allowed(
            &grants,
            Action::SaveDraft,
            Some(&municipality("1106")),
            false
        ));
        assert!(!allowed(&grants, Action::SaveDraft, None, false));
    }

    #[test]
    fn nobody_approves_what_they_wrote() {
        for role in Role::ALL {
            for action in [
                Action::ApproveLowRisk,
                Action::ApproveAny,
                Action::Decline,
                Action::ReviewPublished,
            ] {
                for scope in [Scope::Nation, Scope::Municipality(municipality("1103"))] {
                    assert!(!allowed(
                        &grant(role, scope),
                        action,
                        Some(&municipality("1103")),
                        true
                    ));
                }
            }
        }
    }

    /// Else the road of a change would depend on who sends it.
    #[test]
    fn whoever_may_submit_may_publish_first() {
        for role in Role::ALL {
            assert_eq!(
                rule(role, Action::Submit),
                rule(role, Action::PublishFirst),
                "{role:?}"
            );
        }
    }

    #[test]
    fn an_administrator_has_no_role_that_approves() {
        let apart: Vec<Role> = Role::ALL
            .into_iter()
            .filter(|role| !role.stands_with(Role::Administrator))
            .collect();
        assert_eq!(apart, [Role::Approver, Role::NationalCoordinator]);
        for one in Role::ALL {
            for other in Role::ALL {
                assert_eq!(one.stands_with(other), other.stands_with(one));
            }
        }
    }

    #[test]
    fn an_administrator_touches_no_content() {
        let grants = grant(Role::Administrator, Scope::Nation);
        for action in [
            Action::SaveDraft,
            Action::Submit,
            Action::ApproveAny,
            Action::PublishFirst,
            Action::ReviewPublished,
            Action::ReadUnpublished,
        ] {
            assert!(!allowed(
                &grants,
                action,
                Some(&municipality("0301")),
                false
            ));
        }
    }
}
