using TwitterDm.ChatProtocol;
using TwitterDm.Sandbox.Chat.Events;
using TwitterDm.Sandbox.Model;
using TwitterDm.Sandbox.Validation;

namespace TwitterDm.Sandbox.Chat.Writing;

/// <summary>Whether the signed change of a group says the same as the request.</summary>
internal static class GroupCheck
{
    /// <summary>Compares the creation of a group.</summary>
    public static ChatWriteError? CheckCreate(ChatGroupChange change, ConversationPlan plan, string keyVersion) =>
        Compare(change.UserIds, plan.Members, "members")
        ?? (change.AdminIds.Count == 0 ? null : Compare(change.AdminIds, plan.Admins, "admins"))
        ?? CompareVersion(change, keyVersion);

    /// <summary>Compares the addition of members.</summary>
    public static ChatWriteError? CheckAdd(ChatGroupChange change, ConversationPlan before, IReadOnlyList<Person> added, string keyVersion) =>
        Compare(change.UserIds, added, "new members")
        ?? Compare(change.CurrentMemberIds, before.Members, "current members")
        ?? Compare(change.AdminIds, before.Admins, "admins")
        ?? CompareVersion(change, keyVersion);

    private static ChatWriteError? Compare(IReadOnlyList<string> signed, IReadOnlyList<Person> people, string what) =>
        signed.Order(StringComparer.Ordinal).SequenceEqual(people.Select(person => person.IdText).Order(StringComparer.Ordinal), StringComparer.Ordinal)
            ? null
            : ChatWriteError.Invalid(ChatBodyRules.ActionSignatures, $"the {what} are [{string.Join(',', people.Select(person => person.IdText))}], not [{string.Join(',', signed)}]");

    private static ChatWriteError? CompareVersion(ChatGroupChange change, string keyVersion) => string.Equals(change.KeyVersion, keyVersion, StringComparison.Ordinal)
        ? null
        : ChatWriteError.Invalid(ChatBodyRules.ActionSignatures, $"the key of the group is [{keyVersion}], not [{change.KeyVersion}]");
}
