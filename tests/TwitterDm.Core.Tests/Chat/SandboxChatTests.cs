using TwitterDm.Auth;
using TwitterDm.Chat;
using TwitterDm.Core.Tests.Support;
using TwitterDm.Notices;
using TwitterDm.Sandbox;
using TwitterDm.Usage;

namespace TwitterDm.Core.Tests.Chat;

/// <summary>The whole simulated X Chat, over a real socket.</summary>
public sealed class SandboxChatTests
{
    private const string Requester = "1500000000000000001";

    [Fact]
    public async Task With_the_key_everything_that_is_meant_to_be_sound_is_read_and_verified()
    {
        var (events, _) = await ReadAllAsync(SandboxCredentials.ChatKey);

        var unreadable = events.Where(item => item.ContentState != nameof(DmContentState.Readable)).ToArray();
        Assert.Equal(
            [
                nameof(DmContentState.Malformed),
                nameof(DmContentState.Malformed),
                nameof(DmContentState.Malformed),
                nameof(DmContentState.Undecryptable),
                nameof(DmContentState.Undecryptable),
            ],
            unreadable.Select(item => item.ContentState).Order());
        Assert.All(unreadable, item => Assert.Null(item.IsVerified));
        // What has no signature at all is plain, or of a kind that is never signed.
        var suspicious = events.Where(item => item is { IsVerified: false, IsUnsigned: false }).ToArray();
        Assert.Equal(
            [
                "Send me the root password.", "Signed with a key that belongs to nobody.", "Signed with a key that nobody registered.",
                "The window is open all night.", "Who wrote this?", "Yes, delete everything.",
            ],
            suspicious.Select(item => item.Text).OfType<string>().Order());
        Assert.All(suspicious.Where(item => item.Text is null), item => Assert.Equal(nameof(DmEventType.MessageDelete), item.EventType));
        Assert.Equal(
            Enum.GetNames<DmEventType>().Order(),
            events.Select(item => item.EventType).Distinct().Order());
    }

    [Fact]
    public async Task Every_kind_of_content_arrives()
    {
        var (events, names) = await ReadAllAsync(SandboxCredentials.ChatKey);

        Assert.Contains(events, item =>
            item.Text?.StartsWith("Grüße, @", StringComparison.Ordinal) == true
            && item.Urls.Contains("https://status.example.com/dashboard#today"));
        Assert.Equal(
            ["audio", "file", "gif", "image", "video"],
            events.SelectMany(item => item.Media).Select(media => media.Type!).Distinct().Order());
        Assert.Equal([false, true], events.Where(item => item.Quote is not null).Select(item => item.Quote!.IsVerified).Distinct().Order());
        Assert.Contains(events, item => item.ReferencedPostIds.Count > 0);
        Assert.Contains(events, item => item is { EventType: nameof(DmEventType.ReactionAdd), Reaction: not null, TargetId: not null });
        Assert.Contains(events, item => item.EventType == nameof(DmEventType.ParticipantsJoin) && item.Participants.Any(user => user.Username is not null));
        Assert.Contains("Operations, on call \U0001F6A8", names);
        Assert.Contains("Book club", names);
        Assert.All(events, item => Assert.True(item.SenderUsername is not null, $"{item.SenderId} has no name"));
    }

    [Fact]
    public async Task Without_the_key_the_rest_is_shown()
    {
        var (events, names) = await ReadAllAsync(chatKey: null);

        Assert.Contains(events, item => item.ContentState == nameof(DmContentState.NoKey) && item.SenderUsername is not null);
        Assert.All(events.Where(item => item.ContentState == nameof(DmContentState.NoKey)), item => Assert.Equal((null, null), (item.Text, item.IsVerified)));
        Assert.All(events.Where(item => item.Text is not null), item => Assert.False(item.IsVerified));
        Assert.Contains(events, item => item is { EventType: nameof(DmEventType.ParticipantsLeave), IsVerified: true });
        Assert.Contains(null, names);
        Assert.Contains("Book club", names);
    }

    [Fact]
    public async Task A_replaced_key_reads_what_was_encrypted_for_it()
    {
        var (events, _) = await ReadAllAsync(SandboxCredentials.ReplacedChatKey);

        Assert.Contains(events, item => item.ContentState == nameof(DmContentState.Undecryptable));
        Assert.DoesNotContain(events, item => item.ContentState == nameof(DmContentState.NoKey));
    }

    [Fact]
    public async Task A_message_request_is_read_by_the_id_of_its_sender()
    {
        await using var api = await TestApi.StartAsync();
        using var connection = await OpenAsync(api, SandboxCredentials.ChatKey);
        var reader = Reader(api, connection);
        var list = await api.Clock.RunAsync(reader.ReadConversationsAsync(null, default));

        var page = await api.Clock.RunAsync(reader.ReadEventsAsync(new ChatConversation(Requester), new(100, null, []), default));
        var events = page.Items.Select(reader.Decode).OfType<DmEvent>().Reverse().ToArray();

        Assert.True(list.HasMessageRequests);
        Assert.DoesNotContain(list.Conversations, conversation => conversation.ParticipantIds.Contains(Requester));
        Assert.Equal("Hello! We met at the conference. May I write to you?", events[0].Text);
        Assert.False(events[0].IsVerified);
        Assert.Equal(["https://slides.example.com/ops"], events[^1].Urls);
        Assert.True(events[^1].IsVerified);
        Assert.All(events, item => Assert.Equal((Ids.OneToOne(Requester, connection.User.Id), Requester), (item.ConversationId, item.SenderId)));
    }

    private static async Task<(IReadOnlyList<DmEvent> Events, IReadOnlyList<string?> GroupNames)> ReadAllAsync(string? chatKey)
    {
        await using var api = await TestApi.StartAsync();
        using var connection = await OpenAsync(api, chatKey);
        var reader = Reader(api, connection);
        var items = new List<ChatItem>();
        var conversations = (await api.Clock.RunAsync(reader.ReadConversationsAsync(null, default))).Conversations;
        foreach (var conversation in conversations)
        {
            string? token = null;
            do
            {
                var page = await api.Clock.RunAsync(reader.ReadEventsAsync(conversation, new(100, token, []), default));
                Assert.Empty(page.Problems);
                items.AddRange(page.Items);
                token = page.NextToken;
            }
            while (token is not null);
        }

        return ([.. items.Select(reader.Decode).OfType<DmEvent>()], [.. conversations.Where(item => item.Type == DmConversationType.Group).Select(reader.NameOf)]);
    }

    private static Task<DmConnection> OpenAsync(TestApi api, string? chatKey) => api.Clock.RunAsync(DmConnection.OpenAsync(
        api.Options(new BearerCredential(SandboxCredentials.UserToken), chatKey: chatKey is null ? null : ChatKey.Parse(chatKey))));

    private static ChatReader Reader(TestApi api, DmConnection connection)
        => new(connection.Chat, connection.CreateApiClient(new Operation(new DmCallOptions { Notices = api.Notices })));
}
