using TwitterDm.Text;

namespace TwitterDm.Auth;

/// <summary>The errors about a chat key. None of them contains a part of the key.</summary>
internal static class ChatKeyErrors
{
    /// <summary>The key itself is not valid.</summary>
    /// <param name="origin">Where it comes from, as the beginning of a sentence.</param>
    /// <param name="problem">What is wrong, as its end.</param>
    public static DmException Malformed(string origin, string problem) => Create($"{origin} {problem}.", DmErrorReason.ChatKeyInvalid);

    /// <summary>The file has no key in a form that can be read.</summary>
    public static DmException NotKeyFile(string path, string why)
        => Create($"'{VisibleText.Of(path, 300)}' is not a key file that can be read: {why}.", DmErrorReason.ChatKeyFileInvalid, path);

    /// <summary>The file has keys, but of other accounts.</summary>
    public static DmException NotInFile(string origin, DmUser user, IReadOnlyList<string> accounts)
        => Create(
            $"{origin} has no key for {user} ({user.Id}), only for {(accounts.Count == 1 ? "the account" : "the accounts")} {VisibleText.Of(string.Join(", ", accounts), 300)}.",
            DmErrorReason.ChatKeyOfOtherAccount);

    /// <summary>The file cannot be read.</summary>
    public static DmException Unreadable(string path, string what, Exception cause)
        => DmException.BadFile(
            $"The key file '{VisibleText.Of(path, 300)}' {what}.",
            "Check the path, the owner and the permissions of the file.",
            path,
            cause);

    public static DmException Create(string message, DmErrorReason reason, object? target = null)
        => new(DmErrorKind.ChatKey, message) { Reason = reason, Target = target };
}
