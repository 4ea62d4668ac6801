using TwitterDm.Auth;
using TwitterDm.Core.Tests.Support;
using TwitterDm.Http;
using TwitterDm.Sandbox;
using static TwitterDm.Core.Tests.Sending.Chat.ChatSending;

namespace TwitterDm.Core.Tests.Sending.Chat;

/// <summary>What is refused before any request, and how.</summary>
public sealed class ChatValidationTests
{
    private static readonly DmEventReference Event = new DmEventReference("2080400825227100160").In(OneToOne);

    [Fact]
    public async Task A_message_is_refused_with_the_fault_and_never_the_text()
    {
        await using var api = await TestApi.StartChatAsync();
        (DmOutgoingMessage Message, string Words)[] cases =
        [
            (To(Jacqueline, new string('x', 10_001)), "has 10,001 characters; X allows at most 10,000"),
            (To(Jacqueline, "  "), "is empty"),
            (To(Jacqueline, "secret\uD83D"), "its character 7 is half of an emoji"),
            (To(Me, "Hi"), "is the account that sends the message"),
            (Into("99-7", "Hi"), "is not a conversation of this account"),
            (Into("1234567890123456789", "Hi"), "is a classic group"),
            (Into(Group, "Hi") with { Source = DmSource.Classic }, "is a group of X Chat"),
            (To(Jacqueline, "Hi") with { Source = DmSource.Archive }, "cannot be sent to an archive"),
            (To(Jacqueline, "Hi") with { Source = DmSource.Classic, ReplyToId = "12" }, "cannot be a reply"),
            (To(Jacqueline, "Hi") with { ReplyToId = "abc" }, "'abc' is not a valid event id"),
            (To(Jacqueline, "Hi") with { MediaId = "123" }, "cannot attach a classic upload"),
        ];

        foreach (var (message, words) in cases)
        {
            var error = api.Client().CheckMessage(message).Error;
            Assert.Equal(DmErrorKind.InvalidRequest, error!.Kind);
            Assert.Contains(words, error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
            Assert.DoesNotContain("xxxx", error.Message, StringComparison.Ordinal);
        }

        Assert.Empty(api.Calls);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("7")]
    [InlineData("\U0001F44D\U0001F44D")]
    [InlineData("\U0001F44D a")]
    [InlineData("é")]
    [InlineData("\uD83D")]
    [InlineData(":+1:")]
    [InlineData("\U0001F1E9")]
    public async Task A_reaction_that_is_not_a_single_emoji_is_refused(string reaction)
    {
        await using var api = await TestApi.StartChatAsync();

        var error = await api.FailAsync(client => client.AddReactionAsync(Event, reaction));

        Assert.Equal((DmErrorKind.InvalidRequest, DmErrorReason.NotSingleEmoji), (error.Kind, error.Reason));
        Assert.Empty(api.Calls);
    }

    [Theory]
    [InlineData("\U0001F44D")]
    [InlineData("\U0001F44D\U0001F3FF")]
    [InlineData("\u2764\uFE0F")]
    [InlineData("\u2764")]
    [InlineData("\U0001F468\u200D\U0001F469\u200D\U0001F467")]
    [InlineData("\U0001F1E9\U0001F1EA")]
    [InlineData("7\uFE0F\u20E3")]
    [InlineData("\U0001F3F4\u200D\u2620\uFE0F")]
    [InlineData("\U0001F3F4\U000E0067\U000E0062\U000E0073\U000E0063\U000E0074\U000E007F")]
    [InlineData("\u203C\uFE0F")]
    [InlineData(" \U0001FAE8 ")]
    public async Task A_single_emoji_is_a_valid_reaction_however_many_code_points_it_has(string reaction)
    {
        await using var api = await TestApi.StartChatAsync();

        api.Client().ThrowIfInvalidReaction(Event, reaction);
    }

    [Fact]
    public async Task An_edit_is_refused_before_any_request()
    {
        await using var api = await TestApi.StartChatAsync();

        var tooLong = await api.FailAsync(client => client.EditMessageAsync(Event, new string('x', 10_001)));
        var empty = await api.FailAsync(client => client.EditMessageAsync(Event, " "));
        var half = await api.FailAsync(client => client.EditMessageAsync(Event, "ab\uDE00"));
        var nowhere = await api.FailAsync(client => client.EditMessageAsync(new("2080400825227100160"), "Hi"));
        var classic = await api.FailAsync(client => client.EditMessageAsync(new(new DmEvent { Id = "12", ConversationId = OneToOne, Source = "Classic" }), "Hi"));

        Assert.Contains("10,001 characters", tooLong.Message, StringComparison.Ordinal);
        Assert.Contains("is empty", empty.Message, StringComparison.Ordinal);
        Assert.Contains("character 3", half.Message, StringComparison.Ordinal);
        Assert.Equal((DmErrorReason.ConversationMissing, DmErrorReason.ClassicEventUnchangeable), (nowhere.Reason, classic.Reason));
        Assert.Empty(api.Calls);
    }

    [Fact]
    public async Task Without_a_chat_key_nothing_is_requested()
    {
        await using var api = await TestApi.StartAsync();

        await AssertRefusedAsync(api, DmErrorKind.ChatKey, DmErrorReason.ChatKeyRequired, ofChange: DmErrorReason.ChatKeyMissing);
    }

    [Fact]
    public async Task With_a_key_that_only_reads_nothing_is_requested()
    {
        await using var api = await TestApi.StartChatAsync(chatKey: Convert.ToBase64String(Convert.FromBase64String(SandboxCredentials.ChatKey)[..32]));

        await AssertRefusedAsync(api, DmErrorKind.ChatKey, DmErrorReason.ChatKeyCannotSign);
    }

    [Fact]
    public async Task With_a_token_that_only_reads_nothing_is_requested()
    {
        await using var api = await TestApi.StartChatAsync();
        var credential = new OAuth2Credential(
            new TokenSet { AccessToken = SandboxCredentials.UserToken, Scopes = ["dm.read", "users.read"] },
            new OAuth2App { ClientId = SandboxCredentials.ClientId },
            new SignInSetting { ApiBaseUri = api.Server.BaseUri, CreateHttpClient = () => SignInClient.Create(transport: null, api.Clock), Clock = api.Clock });
        using var connection = await api.Clock.RunAsync(DmConnection.OpenAsync(api.Options(credential, chatKey: ChatKey.Parse(SandboxCredentials.ChatKey))));
        var before = api.Calls.Count;

        var error = new DmClient(connection).CheckMessage(To(Jacqueline, "Hi")).Error!;

        Assert.Equal((DmErrorKind.Permission, DmErrorReason.MissingScope), (error.Kind, error.Reason));
        Assert.Contains("dm.write", error.Message, StringComparison.Ordinal);
        Assert.Equal(before, api.Calls.Count);
    }

    private static async Task AssertRefusedAsync(TestApi api, DmErrorKind kind, DmErrorReason reason, DmErrorReason? ofChange = null)
    {
        var before = api.Calls.Count;
        DmException[] errors =
        [
            await Assert.ThrowsAsync<DmException>(() => api.SendAsync(To(Jacqueline, "Hi"))),
            await api.FailAsync(client => client.EditMessageAsync(Event, "Hi")),
            await api.FailAsync(client => client.AddReactionAsync(Event, "\U0001F44D")),
            await api.FailAsync(client => client.CreateConversationAsync([new(Jacqueline), new(Ines)], new DmOutgoingMessage { Text = "Hi", Source = DmSource.Chat })),
        ];
        Assert.All(errors, error => Assert.Equal((kind, true), (error.Kind, error.EndsRun)));
        Assert.Equal([reason, ofChange ?? reason, ofChange ?? reason, reason], errors.Select(error => error.Reason));
        Assert.Equal(before, api.Calls.Count);
    }
}
