using TwitterDm.Notices;
using TwitterDm.Text;

namespace TwitterDm.Output;

/// <summary>
/// What to do about an error or a warning, in PowerShell's words. The core reports what went wrong; only the module knows its cmdlets and
/// parameters.
/// </summary>
internal static class AdviceTable
{
    /// <summary>The advice for a conversation that was given to a cmdlet that takes users only.</summary>
    public const string ForUsersOnly = "Give a user instead: an id, or a quoted name such as '@XDevelopers'.";

    // A listing of several conversations has a position in each: nobody copies that.
    private const int MaxToken = 60;

    /// <summary>The advice for an error; null where there is none.</summary>
    public static string? For(DmException exception)
    {
        var advice = ParameterTable.For(exception) ?? Join(ByReason(exception), exception.RecommendedAction) ?? ByKind(exception.Kind);
        return Join(advice, ForResuming(exception));
    }

    /// <summary>A warning with its advice.</summary>
    public static string Complete(DmWarningNotice warning)
        => warning.Reason switch
        {
            DmErrorReason.KeyringUnavailable =>
                $"{warning.Text} To protect them where there is no keyring, keep them in a vault with -SecretVault.",
            DmErrorReason.IdPossiblyRounded =>
                $"{warning.Text} Format the column as text before you enter or import ids, and pass ids as strings.",
            DmErrorReason.RefreshTokenNotKept =>
                $"{warning.Text} To keep it, connect with -SaveAs NAME, which saves each new token, or with -OnTokenRefresh and a script block that stores it.",
            DmErrorReason.BrowserNotOpened =>
                $"{warning.Text}{Environment.NewLine}If this computer has no browser, stop and add -NoBrowser.",
            DmErrorReason.ChatNotIncluded =>
                $"{warning.Text} To include them, connect with -ChatKey or -ChatKeyPath (Get-Help about_TwitterDm_Chat shows how), or add -Source All to see who wrote "
                    + "when. To silence this warning, add -Source Classic.",
            DmErrorReason.ChatKeyReplaced =>
                $"{warning.Text} Restore the current keys with X's own tool, and give them with -ChatKey or -ChatKeyPath; Get-Help about_TwitterDm_Chat shows how.",
            DmErrorReason.ChatKeyNotUsed => $"{warning.Text} To open a connection without this warning, omit the chat key.",
            _ => warning.Text,
        };

    private static string? ByReason(DmException exception)
        => exception.Reason switch
        {
            DmErrorReason.WaitNotAllowed =>
                "Run the command again when the window has ended, or let it wait: -OnRateLimit Wait with a longer -MaxWait.",
            DmErrorReason.ConnectionClosed => "Connect again with Connect-TwitterDm.",
            DmErrorReason.NoCurrentConnection => "Make one of them the current one with Select-DmConnection, or name it with -Connection.",
            DmErrorReason.NoRecipient =>
                "Give a recipient: -To with an id or a quoted name such as '@XDevelopers' (PowerShell reads an unquoted @ differently), or -ConversationId.",
            DmErrorReason.ArchiveIdMade =>
                "Import-DmArchive made this id. Use the id of a message, which is the same at X; Where-Object Id -notlike 'archive:*' leaves the others out.",
            DmErrorReason.ArchiveNameUnknown =>
                "Give the user's id, name the user with -UserMap @{ 'ID' = 'NAME' }, or add -ResolveUser, which looks up users over a connection.",
            DmErrorReason.TimesReversed => "Swap -Since and -Until.",
            DmErrorReason.PageTokenInvalid => "Use the PageToken of an error's TargetObject or of a report.",
            DmErrorReason.PageTokenOfOtherListing => exception.Target is DmSource[] sources
                ? $"Add -Source {(sources is [var single] ? single : "All")}, as in the listing that the token comes from."
                : "Use it with the parameters and the account of the listing that it comes from.",
            DmErrorReason.TypeOfChatOnly => "Add -Source Chat or -Source All; or name other types of events, or none for all types.",
            DmErrorReason.EventNotFound =>
                "If it is an event of X Chat, add -Source Chat and -ConversationId: X Chat finds an event only in its conversation.",
            DmErrorReason.CheckpointConflict => $"Omit -{exception.Target} or -Checkpoint.",
            DmErrorReason.CredentialsRejected =>
                "The token or the keys are wrong, revoked or expired (an OAuth 2.0 access token lives two hours). Sign in again with Connect-TwitterDm.",
            DmErrorReason.KeysRejected =>
                "-ConsumerKey and -ConsumerSecret have to be those of the app, and -AccessToken and -AccessTokenSecret those that X issued for the user and this "
                    + "app. Keys that were regenerated replace the previous ones, and a revoked access token has to be created again: compare all four with X's developer console.",
            DmErrorReason.ClientRejected =>
                "The tokens were not used up. A confidential app needs -ClientSecret (TWITTERDM_CLIENT_SECRET), a public app must not have one, and -ClientId has to be "
                    + "that of the app which the tokens were issued to. Compare both with the app's settings at X, then connect again.",
            DmErrorReason.SpendingLimitReached =>
                "Connect again with a higher -SpendingLimit, or without one; Get-DmConnection shows what was spent.",
            DmErrorReason.RefreshRefused =>
                "A refresh token works once: another program has used it, a refresh was interrupted before its result was saved, or the app's access "
                    + "was revoked. Sign in again: Connect-TwitterDm with -ClientId, and -SaveAs to save the sign-in.",
            DmErrorReason.RefreshNotSaved =>
                "This session continues with the new tokens, but the saved ones are spent. Fix the storage location, then sign in again with -SaveAs "
                    + "before the session ends.",
            DmErrorReason.ProfileNotFound => "Get-DmProfile lists the saved sign-ins; Connect-TwitterDm with -SaveAs saves one.",
            DmErrorReason.ProfileBroken =>
                "Restore it from a backup; or remove it with Remove-DmProfile NAME, and sign in again with -SaveAs NAME.",
            DmErrorReason.ProfileKeyUnavailable =>
                "The key is in the keyring of the user and the machine that saved the sign-in. Unlock that keyring, or run in that user's session; "
                    + "where there is none (cron, a service), sign in again there, or keep the tokens in a vault with -SecretVault.",
            DmErrorReason.SecretVaultUnavailable =>
                "Check that the module Microsoft.PowerShell.SecretManagement is installed, and that the vault is registered and unlocked "
                    + "(Get-SecretVault, Test-SecretVault).",
            DmErrorReason.RedirectUriInvalid =>
                "Give -RedirectUri as http with localhost, 127.0.0.1 or [::1], a port and a path, such as http://localhost:8080/callback. "
                    + "It has to be exactly one of the app's callback addresses at X.",
            DmErrorReason.AuthorizationRefused =>
                "Compare -ClientId, -Scope and -RedirectUri with the app's settings at X: its type, its permissions and its callback addresses.",
            DmErrorReason.AuthorizationCodeRefused =>
                "Check -ClientId, that -ClientSecret is given for a confidential app and only then, and that -RedirectUri is one of the app's callback "
                    + "addresses. A code works once, and expires soon: run Connect-TwitterDm again.",
            DmErrorReason.SignInTimedOut =>
                "Run Connect-TwitterDm again. Where no browser can reach this computer, as in an SSH session, add -NoBrowser.",
            DmErrorReason.RedirectPortUnavailable =>
                "Close the program that uses the port, give another of the app's callback addresses with -RedirectUri, or use -NoBrowser.",
            DmErrorReason.SingleCharacter =>
                "A string was indexed: where there is only one value, PowerShell returns a string instead of an array, and [0] is its first character. "
                    + "Wrap it in @(), as in @(Get-Content names.txt)[0].",
            DmErrorReason.InexactNumber =>
                "Excel and JSON can turn an id into a number and round it. Keep ids as text: format the column as text, or quote the id, such as '2244994945'.",
            DmErrorReason.UserMissing =>
                "Quote a name, such as '@XDevelopers': PowerShell reads an unquoted @name differently, and its value is null. If the value comes from a "
                    + "variable or a column, check its name.",
            DmErrorReason.ConversationInsteadOfUser => "Use -ConversationId for a conversation.",
            DmErrorReason.GroupInsteadOfUser => $"Use -ConversationId '{exception.Target}'.",
            DmErrorReason.EventTextNotSent =>
                "Give the text of the answer with -Text. To send the text of the event itself, say so: -Text { $_.Text }.",
            DmErrorReason.TextTakenForRecipient => "To answer with it, use -Text: what comes from the pipeline says where to send it.",
            DmErrorReason.TextAndRecipientGiven => "Give only one of them as a parameter, and the other by the pipeline.",
            // Only an id can be that of a group, and only what is about the conversation with a user can be about a group's.
            DmErrorReason.UserNotFound => exception is { Problem.Value: { } id, Request: { } request }
            && id.All(char.IsAsciiDigit)
            && request.Contains("/dm_conversations/with/", StringComparison.Ordinal)
                ? "If it is the id of a group, use -ConversationId."
                : null,
            DmErrorReason.OwnAccount => "Give another user, or connect as another account.",
            DmErrorReason.SourceUnknown =>
                "The column or property Source can be Classic or Chat, or Archive or empty, which count as none. Correct it, or remove the column.",
            DmErrorReason.SourceMissing =>
                "Keep the property Source (such as with Select-Object ConversationId, Source), or add -Source Chat or -Source Classic.",
            DmErrorReason.NotAnEvent =>
                "Pipe events, sent messages, or rows that keep a column such as EventType, SenderId or EventId. To pass other ids, use -Id { $_.Id }.",
            DmErrorReason.ChatKeyInvalid =>
                "Give the private keys as X's own tool exports them: base64 of 64 bytes, with -ChatKey, or a file with it, with -ChatKeyPath. "
                    + "Get-Help about_TwitterDm_Chat shows how to get them once.",
            DmErrorReason.ChatKeyFileInvalid =>
                "A key file of xurl has the line 'users:', below it, indented, the account's id as in '\"1385551234567890123\":', and below that, indented further, "
                    + "'private_keys_b64:' with the base64 text of the keys. Pass the base64 text itself instead, with -ChatKey, or in a file of its own.",
            DmErrorReason.ChatKeyOfOtherAccount =>
                "Give the key of the account that you sign in with, or sign in with the account of the key.",
            DmErrorReason.SourceConflict =>
                "Give the conversation and the -Source that belong together: groups of X Chat have ids with a leading g, and a one-to-one conversation exists in both.",
            DmErrorReason.ChatOnly =>
                "Replies, edits, reactions, names of groups and deletions for everyone exist in X Chat only: use an event or a conversation of X Chat, or add -Source Chat.",
            DmErrorReason.ChatKeyRequired =>
                "Connect with the account's chat key: -ChatKey or -ChatKeyPath; Get-Help about_TwitterDm_Chat shows how to get it. To send a classic message instead, omit -Source Chat.",
            DmErrorReason.ChatKeyMissing =>
                "Connect with the account's chat key: -ChatKey or -ChatKeyPath; Get-Help about_TwitterDm_Chat shows how to get it.",
            DmErrorReason.ChatKeyCannotSign =>
                "Connect with the whole key of 64 bytes: -ChatKey or -ChatKeyPath; Get-Help about_TwitterDm_Chat shows how to get it.",
            DmErrorReason.ChatConversationKeyUnavailable =>
                "It was encrypted for another key of the account, or X did not deliver it. Compare the version of the chat key in Get-DmConnection with the account's newest one "
                    + "(Test-TwitterDm); if they are the same, write to the conversation once in X's app, which renews its key. To send a classic message instead, use -Source Classic.",
            DmErrorReason.ChatConversationKeyUnverified =>
                "Write to the conversation once in X's app, which renews its key, and compare the keys of the participants there. Then send the message again.",
            DmErrorReason.ChatParticipantWithoutKeys =>
                "They have to open X Chat in X's app once. Until then, send a classic message: omit -Source Chat.",
            DmErrorReason.ChatSignatureRefused =>
                "The account may have replaced its keys since the connection was opened: Test-TwitterDm checks the chat key. Connect again with the account's current key, with -ChatKey or -ChatKeyPath.",
            DmErrorReason.ChatNotAdmin => exception.Problem is null && exception.RecommendedAction is null
                ? "To delete it for yourself only, omit -ForEveryone; or ask an admin of the group to delete it, or to make this account an admin."
                : null,
            DmErrorReason.NotAuthor => "Only own messages can be changed: select them with Where-Object Direction -EQ Outgoing.",
            DmErrorReason.NotSingleEmoji => "Give one emoji, such as '👍'. A skin tone, a flag or a family counts as one.",
            DmErrorReason.ConversationMissing => "Pipe the event, or add -ConversationId with its conversation.",
            DmErrorReason.ChatSendUncertain =>
                "With -Journal, run the same command again: the same encrypted message is sent again, which cannot make it arrive twice. Without a journal, check the conversation first: "
                    + "Get-DmEvent -Source Chat with -ConversationId shows whether it arrived.",
            DmErrorReason.ChatGroupUncertain =>
                "Check whether it exists before you create another one: Get-DmConversation -Source Chat lists it by its id. If so, send the first message with "
                    + "Send-DmMessage -ConversationId.",
            DmErrorReason.ChatKeyNotRegistered =>
                "Restore the account's current keys with X's own tool, and give them with -ChatKey or -ChatKeyPath; with -ProfileName and -SaveAs, they replace saved "
                    + "ones. Get-Help about_TwitterDm_Chat shows how. Never register new keys for an account that a person uses.",
            DmErrorReason.NoChatKeysRegistered =>
                "Check that you sign in with the account of the key: X lists keys only for accounts that have set up X Chat in one of X's apps. "
                    + "To connect without the chat key, omit it. Never register new keys for an account that a person uses; see about_TwitterDm_Chat.",
            DmErrorReason.ClassicNotMarked =>
                "Select the conversations of X Chat: Get-DmConversation -Source Chat, or Where-Object Source -EQ Chat.",
            DmErrorReason.NotAMessage => "Select the messages with Where-Object EventType -EQ MessageCreate.",
            DmErrorReason.ReplyToElsewhere =>
                "Pipe the event itself to Send-DmMessage, or give its conversation with -ConversationId, and -Source Chat.",
            DmErrorReason.ClassicEventUnchangeable =>
                "Classic messages cannot be edited, replied to, reacted to or deleted for everyone. Select the events of X Chat with Where-Object Source -EQ Chat.",
            DmErrorReason.AppTokenMissing when exception.Target is Uri { IsLoopback: true } =>
                "Give the app-only token of the sandbox with -AppToken: that of Start-DmSandbox is the property AppToken of what it returns. Without -Stream, no such token is needed.",
            DmErrorReason.AppTokenMissing =>
                "Give the app's bearer token, which X's developer console shows, with -AppToken; with -FromEnvironment, set TWITTERDM_APP_TOKEN. A connection with OAuth 1.0a needs none. "
                    + "Without -Stream, no such token is needed.",
            DmErrorReason.AppTokenRefused =>
                "-AppToken has to be the bearer token of the app, as X's developer console shows it, not the access token of a user. Without -Stream, no such token is needed.",
            DmErrorReason.StreamRefused => "Omit -Stream: polling needs neither a stream nor a subscription.",
            DmErrorReason.JournalBegunByChat => "Add -Source Chat to go on with it.",
            DmErrorReason.TranscriptFormatUnknown =>
                "Use the extension .html, .md or .jsonl, or say the format: -As Html, -As Markdown or -As JsonLines. If it is meant as a folder, end the path with a slash.",
            DmErrorReason.TranscriptExists => "To replace it, add -Force; or give another -Path.",
            DmErrorReason.TranscriptOfSeveralConversations =>
                "Give a folder as -Path, without an extension, for one file for each conversation; or select a conversation with Where-Object ConversationId -EQ ID.",
            DmErrorReason.TranscriptItemFailed =>
                "Everything else is exported. Report this error to the authors of the module, with the output of Get-Error.",
            DmErrorReason.TimeZoneUnknown => "Get-TimeZone -ListAvailable lists the time zones, such as UTC and Europe/Berlin.",
            DmErrorReason.MediaNotEmbeddable => "Omit -EmbedMedia, or use -As Html.",
            DmErrorReason.TranscriptTooNew => "Update the module: Update-PSResource TwitterDm.",
            DmErrorReason.TranscriptIsFolder =>
                $"Name its files: Import-DmTranscript '{VisibleText.Of(exception.Target?.ToString(), 200)}/*.jsonl'.",
            DmErrorReason.MediaPathWithoutEffect =>
                "Omit -MediaPath, or use -As Html or -As Markdown. JSON Lines keeps what each event says about its attachments.",
            DmErrorReason.TimeZoneWithoutEffect => "Omit -TimeZone, or use -As Html or -As Markdown.",
            DmErrorReason.ArchiveConversation =>
                "Pipe the events of the archive instead: Import-DmArchive PATH | Export-DmTranscript PATH. To read what X still has of the conversation, add -Source Classic.",
            DmErrorReason.MediaWithoutEvent =>
                "Pipe the event itself, such as that of Get-DmEvent: it says in which conversation the attachment is.",
            DmErrorReason.ArchiveMediaOutOfReach =>
                "Pipe the events of Import-DmArchive to Save-DmMedia directly; or unpack the archive, so that its attachments have paths.",
            DmErrorReason.MediaAsText =>
                "A CSV file has only one text for all attachments. Pipe the events of Get-DmEvent, or keep them with Export-Clixml or Export-DmTranscript -As JsonLines.",
            DmErrorReason.NotATranscript => "Import-DmTranscript reads what Export-DmTranscript with -As JsonLines wrote.",
            DmErrorReason.NotATranscriptEvent =>
                "Pipe events, such as those of Get-DmEvent, Import-DmArchive, Import-DmTranscript or Import-Clixml.",
            DmErrorReason.JournalBegunClassic => "Use -Source Classic, which looks for it in the conversation and never sends it twice.",
            _ => null,
        };

    private static string? ByKind(DmErrorKind kind) => kind switch
    {
        DmErrorKind.NotConnected => "Connect with Connect-TwitterDm; to try it without an account: Connect-TwitterDm -Sandbox.",
        DmErrorKind.SendUncertain =>
            "Check the conversation before you send the message again: Get-DmEvent with -ConversationId shows whether it arrived.",
        _ => null,
    };

    private static string? ForResuming(DmException exception)
        => exception switch
        {
            // The first request would be rejected again; a later one was made by the listing, and may be accepted next time.
            { Kind: DmErrorKind.InvalidRequest, Target: not DmResumePoint { EventCount: > 0 } } => null,
            { Target: DmResumePoint { CheckpointPath: not null } } =>
                "The checkpoint is unchanged: run the same command again, and it returns all events after the checkpoint.",
            // Nothing was read, and what was asked for does not exist, or may not be read.
            { Kind: DmErrorKind.NotFound or DmErrorKind.Permission, Target: DmResumePoint { EventCount: 0 } } => null,
            { Target: DmResumePoint { PageToken: { Length: <= MaxToken } token } } =>
                $"To resume where it stopped, add -PageToken '{VisibleText.Of(token)}'.",
            { Target: DmResumePoint { PageToken: not null } } =>
                "To resume where it stopped, add -PageToken $Error[0].TargetObject.PageToken (in a catch block of a script, $_.TargetObject.PageToken).",
            _ => null,
        };

    private static string? Join(string? first, string? second)
        => first is null ? second : second is null ? first : $"{first} {second}";
}
