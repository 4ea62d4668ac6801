using System.Text.Json.Nodes;
using TwitterDm.ChatProtocol.Writing;
using TwitterDm.Testing;
using Xunit.Abstractions;

namespace TwitterDm.Sandbox.Tests.Chat.Writing;

/// <summary>Valid requests of every kind, with one bit changed.</summary>
public sealed class MutatedChatTests(ITestOutputHelper output)
{
    private const int Mutations = 150;
    private const string Own = "1385551234567890123";
    private const string Conversation = ChatClient.WithJacqueline;
    private const string Chats = "/2/chat/conversations";

    private readonly ChatClient _chat = new(new SandboxApi(new SandboxOptions { Clock = new ManualClock(), ChatRequestsPerWindow = int.MaxValue }));

    [Fact]
    public async Task Changed_requests_never_make_the_sandbox_fail()
    {
        var random = NewRandom();
        foreach (var (path, body) in await RequestsAsync())
        {
            for (var number = 0; number < Mutations; number++)
            {
                var mutated = Mutate(body, random, "encoded_message_create_event", "encoded_message_event_signature", "encoded_message_event_detail", "signature");
                Assert.InRange((int)(await _chat.PostAsync(path, mutated)).Status, 200, 499);
            }
        }
    }

    [Fact]
    public async Task Changed_signatures_are_refused_and_leave_no_trace()
    {
        var random = NewRandom();
        foreach (var (path, body) in (await RequestsAsync()).Where(request => request.Body.ContainsKey("action_signatures")))
        {
            for (var number = 0; number < Mutations; number++)
                Assert.Equal(403, (int)(await _chat.PostAsync(path, Mutate(body, random, "signature"))).Status);
            Assert.InRange((int)(await _chat.PostAsync(path, body)).Status, 200, 299);
        }
    }

    private Random NewRandom()
    {
        var seed = Environment.TickCount;
        output.WriteLine($"Seed: {seed}");
        return new Random(seed);
    }

    private async Task<IReadOnlyList<(string Path, JsonObject Body)>> RequestsAsync()
    {
        var id = ChatClient.EventOf(await _chat.SayAsync(Conversation, "x")).SequenceId!;
        var group = await _chat.CreateGroupAsync(ChatClient.NewKey(), "Team", "12");
        return
        [
            ($"{Chats}/12/messages", _chat.Message(Conversation, ChatEntries.Message("y"), await _chat.KeyAsync(Conversation))),
            ($"{Chats}/12/messages/delete", ChatClient.DeletionBody(_chat.Deletion(Conversation, forAll: true, id))),
            ($"{Chats}/12/keys", ChatClient.KeysBody(_chat.KeyChange(Conversation, ChatClient.NewKey(), await _chat.RecipientsAsync(Own, "12")))),
            ($"{Chats}/group", await _chat.GroupBodyAsync(await _chat.NewGroupIdAsync(), ChatClient.NewKey(), "Team", Own, "1234")),
            ($"{Chats}/{group}/members", await _chat.MembersBodyAsync(group, ChatClient.NewKey(1), ["1234"], [Own, "12"], [Own])),
        ];
    }

    /// <summary>Returns a copy of a body with another bit in one of its encoded values.</summary>
    private static JsonObject Mutate(JsonObject body, Random random, params string[] names)
    {
        var copy = JsonNode.Parse(body.ToJsonString())!.AsObject();
        var all = Encoded(copy, names).ToList();
        var (owner, name) = all[random.Next(all.Count)];
        var text = owner[name]!.GetValue<string>();
        var bytes = Convert.FromBase64String(text.PadRight((text.Length + 3) / 4 * 4, '='));
        bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
        owner[name] = Convert.ToBase64String(bytes);
        return copy;
    }

    private static IEnumerable<(JsonObject Owner, string Name)> Encoded(JsonNode? node, string[] names) => node switch
    {
        JsonObject item => item.SelectMany(pair => names.Contains(pair.Key, StringComparer.Ordinal) ? [(item, pair.Key)] : Encoded(pair.Value, names)),
        JsonArray items => items.SelectMany(value => Encoded(value, names)),
        _ => [],
    };
}
