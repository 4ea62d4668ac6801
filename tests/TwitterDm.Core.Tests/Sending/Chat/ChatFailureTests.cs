using TwitterDm.ChatProtocol;
using TwitterDm.ChatProtocol.Writing;
using TwitterDm.Core.Tests.Chat;

namespace TwitterDm.Core.Tests.Sending.Chat;

/// <summary>What X refuses by an event inside a successful response.</summary>
public sealed class ChatFailureTests
{
    [Theory]
    [InlineData(1, DmErrorKind.Permission, DmErrorReason.None, "EMPTY_DETAIL")]
    [InlineData(3, DmErrorKind.InvalidRequest, DmErrorReason.None, "CONTENTS_TOO_LARGE")]
    [InlineData(4, DmErrorKind.InvalidRequest, DmErrorReason.None, "TOO_MANY_MESSAGES")]
    [InlineData(5, DmErrorKind.Permission, DmErrorReason.ChatSignatureRefused, "INVALID_SENDER_SIGNATURE")]
    [InlineData(7, DmErrorKind.Permission, DmErrorReason.ChatConversationNotAccepted, "RECIPIENT_HAS_NOT_TRUSTED_CONVERSATION")]
    [InlineData(8, DmErrorKind.Permission, DmErrorReason.ChatRecipientKeysChanged, "RECIPIENT_KEY_HAS_CHANGED")]
    [InlineData(9, DmErrorKind.Permission, DmErrorReason.None, "ONLY_ENCRYPTED_MESSAGES_ALLOWED")]
    [InlineData(10, DmErrorKind.Permission, DmErrorReason.ChatNotAdmin, "REQUESTER_NOT_ADMIN")]
    [InlineData(11, DmErrorKind.Permission, DmErrorReason.ChatFlaggedAsSpam, "FLAGGED_AS_SPAM")]
    [InlineData(12, DmErrorKind.RateLimit, DmErrorReason.ChatTierLimit, "RATE_LIMIT_UPSELL")]
    [InlineData(13, DmErrorKind.Permission, DmErrorReason.ChatSignatureRefused, "SIGNATURE_FAILED_TO_VERIFY")]
    [InlineData(15, DmErrorKind.Permission, DmErrorReason.ChatNotMember, "SENDER_NOT_GROUP_MEMBER")]
    [InlineData(16, DmErrorKind.Permission, DmErrorReason.ChatSignatureRefused, "INVALID_SIGNATURE_VERSION")]
    [InlineData(18, DmErrorKind.Permission, DmErrorReason.None, "TOO_MANY_PINS")]
    [InlineData(77, DmErrorKind.Permission, DmErrorReason.None, "failure 77")]
    public async Task A_refusal_has_a_kind_and_the_name_that_X_gives_it(int type, DmErrorKind kind, DmErrorReason reason, string name)
    {
        var (error, posts) = await SendAsync(type);

        Assert.Equal((kind, reason), (error.Kind, error.Reason));
        Assert.Contains(name, error.Message, StringComparison.Ordinal);
        Assert.NotNull(error.RecommendedAction);
        Assert.Equal(1, posts);
        // What is wrong with the account ends a run; what is wrong with one recipient does not.
        Assert.Equal(kind == DmErrorKind.RateLimit || reason is DmErrorReason.ChatSignatureRefused or DmErrorReason.ChatFlaggedAsSpam, error.EndsRun);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(14)]
    public async Task An_error_of_the_server_is_an_unknown_outcome_and_is_repeated(int type)
    {
        var (error, posts) = await SendAsync(type);

        Assert.Equal((DmErrorKind.SendUncertain, 4), (error.Kind, posts));
    }

    [Theory]
    [InlineData(5)]
    [InlineData(11)]
    [InlineData(13)]
    [InlineData(16)]
    public async Task What_is_wrong_with_the_account_ends_the_run_after_one_request(int type)
    {
        var (results, posts) = await SendAsync(type, count: 3);

        Assert.Equal(1, posts);
        Assert.Equal([false, true, true], results.Select(result => result.Error!.IsNotTried));
    }

    [Theory]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    [InlineData(15)]
    public async Task What_is_wrong_with_a_conversation_is_remembered_for_the_run(int type)
    {
        var (results, posts) = await SendAsync(type, count: 3);

        Assert.Equal(1, posts);
        Assert.All(results, result => Assert.Equal((DmErrorKind.Permission, false, false), (result.Error!.Kind, result.Error.IsNotTried, result.Error.EndsRun)));
        Assert.Single(results.Select(result => result.Error!.Reason).Distinct());
    }

    [Fact]
    public async Task A_refused_key_version_without_a_newer_key_is_named()
    {
        var (error, _) = await SendAsync(6);

        Assert.Equal(DmErrorReason.ChatConversationKeyUnavailable, error.Reason);
        Assert.Contains("X refused version 1790000000000 of the key", error.Message, StringComparison.Ordinal);
        Assert.Contains("no newer verified key was received", error.Message, StringComparison.Ordinal);
        // The version that was refused is verified, and was received.
        Assert.DoesNotContain("is not verified", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("was not received, so nothing", error.Message, StringComparison.Ordinal);
    }

    private static async Task<(DmException Error, int Posts)> SendAsync(int type)
    {
        var (results, posts) = await SendAsync(type, count: 1);
        return (results[0].Error!, posts);
    }

    private static async Task<(List<DmSendResult> Results, int Posts)> SendAsync(int type, int count)
    {
        await using var api = await ChatApi.StartAsync();
        api.BringKey();
        api.Add(api.Message(api.Peer, "Hi"));
        var failure = ChatEventFactory.Event(api.Envelope(api.Me), ChatDetails.Failure((ChatFailureType)type)).ToBase64();
        var posts = 0;
        api.Respond = request =>
        {
            if (request.Method != "POST")
                return null;
            posts++;
            return (201, $$$"""{"data":{"encoded_message_event":"{{{failure}}}"}}""");
        };

        var messages = Enumerable
            .Range(1, count)
            .Select(number => new DmOutgoingMessage
            {
                ConversationId = ChatApi.OneToOne,
                Text = $"Hello {number}",
                Source = DmSource.Chat,
            })
            .ToArray();
        var results = await api.Clock.RunAsync(CollectAsync(new DmClient(api.Connection).SendMessages(messages, new DmSendOptions())));
        return (results, posts);
    }

    private static async Task<List<DmSendResult>> CollectAsync(IAsyncEnumerable<DmSendResult> results)
    {
        var all = new List<DmSendResult>();
        await foreach (var result in results)
            all.Add(result);
        return all;
    }
}
