using System.Text.Json;
using Microsoft.AspNetCore.Http;
using TwitterDm.ChatProtocol;
using TwitterDm.ChatProtocol.Thrift;
using TwitterDm.ChatProtocol.Writing;
using TwitterDm.Core.Tests.Chat;
using TwitterDm.Core.Tests.Profiles;

namespace TwitterDm.Core.Tests.Sending.Chat;

/// <summary>Messages of which an attempt had an unknown outcome: what X says afterwards, and what the conversation shows.</summary>
public sealed class ChatUncertainTests : IDisposable
{
    private const string KeyVersion = """{"title":"Invalid Request","detail":"NON_LATEST_CKEY_VERSION: The conversation has another key.","type":"about:blank","status":400}""";
    private const string Duplicate = """{"title":"Conflict","detail":"duplicate message_id","type":"about:blank","status":409}""";
    private const string Forbidden = """{"title":"Forbidden","detail":"You may not send this.","type":"about:blank","status":403}""";

    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _ids = [];

    private string Journal => Path.Combine(_folder.Root, "run.jsonl");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(409, Duplicate)]
    [InlineData(400, KeyVersion)]
    [InlineData(403, Forbidden)]
    public async Task A_refusal_after_an_unknown_outcome_is_uncertain_and_keeps_the_id(int status, string problem)
    {
        await using var api = await StartAsync((api, _) => _ids.Count == 1 ? Failure(api, 2) : (status, problem));

        var first = await FailAsync(api);
        var second = await FailAsync(api);

        Assert.Equal((DmErrorKind.SendUncertain, DmErrorReason.ChatSendUncertain), (first.Kind, first.Reason));
        Assert.Contains("does not show it", first.Message, StringComparison.Ordinal);
        Assert.Equal(DmErrorKind.SendUncertain, second.Kind);
        // The journal keeps the bytes, so the next run sends the same ones.
        Assert.Equal(3, _ids.Count);
        Assert.Single(_ids.Distinct());
    }

    [Theory]
    [InlineData(409, Duplicate)]
    [InlineData(400, KeyVersion)]
    public async Task A_refusal_of_a_message_that_the_conversation_shows_is_a_success(int status, string problem)
    {
        await using var api = await StartAsync((api, id) =>
        {
            if (_ids.Count > 1)
                return (status, problem);
            Show(api, id);
            return Failure(api, 14);
        });

        var sent = (await SendAsync(api)).Sent!;

        Assert.Equal((_ids[0], 2), (sent.MessageId, _ids.Count));
        Assert.NotNull(sent.EventId);
    }

    [Fact]
    public async Task What_stays_unknown_is_looked_up_once_before_it_is_uncertain()
    {
        await using var api = await StartAsync((api, id) =>
        {
            if (_ids.Count == 4)
                Show(api, id);
            return Failure(api, 2);
        });

        Assert.NotNull((await SendAsync(api)).Sent);

        Assert.Equal(4, _ids.Count);
        // For the key of the conversation, and for the message.
        Assert.Equal(2, api.Requests.Count(path => path.EndsWith("/events", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("""{"data":{"encoded_message_event":"AAAA"}}""")]
    [InlineData("""{"data":{}}""")]
    public async Task An_unreadable_success_is_looked_up_before_it_is_repeated(string body)
    {
        await using var api = await StartAsync((api, id) =>
        {
            Show(api, id);
            return (201, body);
        });

        Assert.NotNull((await SendAsync(api)).Sent);

        Assert.Single(_ids);
    }

    [Theory]
    [InlineData(409, Duplicate)]
    [InlineData(400, """{"title":"Invalid Request","detail":"One or more parameters are invalid.","type":"about:blank","status":400}""")]
    public async Task A_refusal_of_the_first_attempt_is_certain_and_advises_nothing_that_X_does_not_name(int status, string problem)
    {
        await using var api = await StartAsync((_, _) => (status, problem));

        var error = await FailAsync(api);

        Assert.NotEqual(DmErrorKind.SendUncertain, error.Kind);
        Assert.Contains("X names no value", error.RecommendedAction, StringComparison.Ordinal);
        Assert.Single(_ids);
    }

    [Fact]
    public async Task The_event_of_another_message_is_repeated_once_and_then_uncertain()
    {
        await using var api = await StartAsync((api, _) => (201, Accepted(api, "another")));

        Assert.Equal(DmErrorKind.SendUncertain, (await SendAsync(api)).Error!.Kind);

        Assert.Equal(2, _ids.Count);
    }

    private async Task<ChatApi> StartAsync(Func<ChatApi, string, (int Status, string Body)> respond)
    {
        var api = await ChatApi.StartAsync();
        api.BringKey();
        api.Add(api.Message(api.Peer, "Hi"));
        api.Respond = request =>
        {
            if (request.Method != "POST")
                return null;
            var id = IdOf(request);
            _ids.Add(id);
            return respond(api, id);
        };
        return api;
    }

    private async Task<DmException> FailAsync(ChatApi api) => (await SendAsync(api)).Error!;

    private async Task<DmSendResult> SendAsync(ChatApi api)
    {
        var message = new DmOutgoingMessage { ConversationId = ChatApi.OneToOne, Text = "Hello", Source = DmSource.Chat };
        return Assert.Single(await api.Clock.RunAsync(CollectAsync(new DmClient(api.Connection).SendMessages([message], new DmSendOptions { JournalPath = Journal }))));
    }

    private static async Task<List<DmSendResult>> CollectAsync(IAsyncEnumerable<DmSendResult> results)
    {
        var all = new List<DmSendResult>();
        await foreach (var result in results)
            all.Add(result);
        return all;
    }

    private static string IdOf(HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        return JsonDocument.Parse(reader.ReadToEndAsync().GetAwaiter().GetResult()).RootElement.GetProperty("message_id").GetString()!;
    }

    private static void Show(ChatApi api, string messageId)
    {
        var envelope = api.Envelope(api.Me);
        api.Add(Event(api, envelope.SequenceId!, messageId));
    }

    private static ChatEvent Event(ChatApi api, string id, string messageId)
        => new(new ThriftStruct().Add(1, id).Add(2, messageId).Add(3, api.Me.Id).Add(4, "7:12"));

    private static string Accepted(ChatApi api, string messageId)
        => $$$"""{"data":{"encoded_message_event":"{{{Event(api, "2090000000000000001", messageId).ToBase64()}}}"}}""";

    private static (int Status, string Body) Failure(ChatApi api, int type)
        => (201, $$$"""{"data":{"encoded_message_event":"{{{ChatEventFactory.Event(api.Envelope(api.Me), ChatDetails.Failure((ChatFailureType)type)).ToBase64()}}}"}}""");
}
