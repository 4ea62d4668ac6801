using System.Globalization;
using TwitterDm.Api;
using TwitterDm.Chat;

namespace TwitterDm;

/// <content>The health check of X Chat.</content>
public sealed partial class DmClient
{
    private async Task<DmCheck> CheckChatKeyAsync(Func<DmException, string?>? advise, CancellationToken cancellationToken)
    {
        const string Name = "ChatKey";
        if (_connection.ChatKey is not { } own)
        {
            return DmCheck.Warn(
                Name,
                "The connection has no chat key, so encrypted messages cannot be read.",
                "Connect with the account's chat key, if you need its X Chat messages.");
        }

        ChatAccountKey? current = null;
        var failure = await TryAsync(async () =>
                current = await new ChatKeyCheck(_connection.Account, _client.Value).FindAsync(own, cancellationToken).ConfigureAwait(false))
            .ConfigureAwait(false);
        return (failure, current) switch
        {
            ({ } error, _) => DmCheck.Fail(Name, error, advise),
            (_, { ReplacedBy: { } newer } key) => DmCheck.Warn(
                Name,
                $"The chat key has version {key.Version}, and the account has registered version {newer} since.",
                "Newer messages cannot be decrypted with it: get the current key, and connect with that."),
            (_, { CanSign: false } key) => DmCheck.Warn(
                Name,
                $"The chat key has version {key.Version}, and cannot sign: it has 32 bytes.",
                "It is sufficient for reading. To send encrypted messages, use the key of 64 bytes."),
            _ => DmCheck.Pass(Name, $"The chat key has version {current!.Version}, the newest that X has registered, and can sign."),
        };
    }

    // Without the members, the list costs nothing.
    private async Task<DmCheck> CheckChatListAsync(Func<DmException, string?>? advise, CancellationToken cancellationToken)
    {
        const string Name = "ChatList";
        ChatConversationPage? page = null;
        var failure = await TryAsync(async () =>
                page = await new ChatReader(_connection.Chat, _client.Value)
                    .ReadConversationsAsync(token: null, ChatMembers.None, isStrict: false, cancellationToken)
                    .ConfigureAwait(false))
            .ConfigureAwait(false);
        if (failure is not null)
            return DmCheck.Fail(Name, failure, advise);
        var requests = page!.HasMessageRequests == true ? " There are message requests, which the list does not contain." : string.Empty;
        if (page.Conversations.Count == 0)
        {
            return DmCheck.Warn(
                Name,
                $"X lists no conversation of X Chat.{requests}",
                "The account has not used X Chat yet, or has not accepted any message request.");
        }

        var count = page.NextToken is null ? $"{page.Conversations.Count}" : $"more than {page.Conversations.Count}";
        var updated = page.Conversations.Max(conversation => conversation.UpdatedAt) is { } newest
            ? string.Create(CultureInfo.InvariantCulture, $"; the newest was updated at {newest.LocalDateTime:yyyy-MM-dd HH:mm}")
            : string.Empty;
        return DmCheck.Pass(
            Name,
            $"X lists {count} {(page.Conversations.Count == 1 && page.NextToken is null ? "conversation" : "conversations")} of X Chat{updated}.{requests}");
    }
}
