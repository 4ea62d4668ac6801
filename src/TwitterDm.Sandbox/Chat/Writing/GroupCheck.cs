using System.Globalization;
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
        ?? Compare(change.Title, plan.Name, "title")
        // X's SDK leaves these out of the creation, whatever the request says.
        ?? (change.AvatarUrl is { } avatarUrl ? Compare(avatarUrl, plan.AvatarUrl, "avatar") : null)
        ?? (
            change.TimeToLiveMilliseconds is { } lifetime
                ? Compare(Text(lifetime), Text(plan.MessageLifetime), "lifetime of messages")
                : null)
        ?? Compare(change.KeyVersion, keyVersion, "key");

    /// <summary>
    /// Compares the addition of members. Its title and avatar can be plain although those of the request are encrypted, so they are not
    /// compared.
    /// </summary>
    public static ChatWriteError? CheckAdd(
        ChatGroupChange change,
        ConversationPlan before,
        IReadOnlyList<Person> added,
        string keyVersion) =>
        Compare(change.UserIds, added, "new members")
        ?? Compare(change.CurrentMemberIds, before.Members, "current members")
        ?? Compare(change.AdminIds, before.Admins, "admins")
        ?? Compare(change.KeyVersion, keyVersion, "key");

    private static ChatWriteError? Compare(IReadOnlyList<string> signed, IReadOnlyList<Person> people, string what) =>
        signed
            .Order(StringComparer.Ordinal)
            .SequenceEqual(people.Select(person => person.IdText).Order(StringComparer.Ordinal), StringComparer.Ordinal)
            ? null
            : ChatWriteError.Invalid(
                ChatBodyRules.ActionSignatures,
                $"the {what} are [{string.Join(',', people.Select(person => person.IdText))}], not [{string.Join(',', signed)}]");

    private static ChatWriteError? Compare(string? signed, string? requested, string what)
        => string.Equals(signed, requested, StringComparison.Ordinal)
            ? null
            : ChatWriteError.Invalid(ChatBodyRules.ActionSignatures, $"the {what} of the group is [{requested}], not [{signed}]");

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
