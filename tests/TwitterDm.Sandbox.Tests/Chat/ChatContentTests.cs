using TwitterDm.ChatProtocol;
using TwitterDm.Sandbox.Tests.Support;
using TwitterDm.Testing;

namespace TwitterDm.Sandbox.Tests.Chat;

/// <summary>What the conversations contain, and that a client with the account's keys can read and verify what is sound.</summary>
public sealed class ChatContentTests
{
    private readonly SandboxApi _api = new(new SandboxOptions { Clock = new ManualClock() });
    private readonly ChatReading _chat;

    public ChatContentTests() => _chat = new ChatReading(SandboxClient.InProcess(_api), _api.ChatKeyOf());

    [Fact]
    public async Task Everything_outside_the_damaged_conversation_is_readable()
    {
        foreach (var conversation in await _chat.ConversationsAsync())
        {
            foreach (var item in await _chat.EventsAsync(conversation.Text("id")))
            {
                if (conversation.Text("id").StartsWith("10995", StringComparison.Ordinal)) continue;
                Assert.NotNull(item.Event);
                var isMessage = item.Event.Kind == ChatEventKind.MessageCreateEvent;
                Assert.True(!isMessage || item.Entry is not null, $"{conversation.Text("id")} {item.Event.Kind} {item.Text}");
                Assert.True(item.IsVerified || item.Event.IsPlain || item.Event.Signature is null, $"{conversation.Text("id")} {item.Event.Kind} {item.Event.KindNumber} {item.Text}");
            }
        }
    }
}
