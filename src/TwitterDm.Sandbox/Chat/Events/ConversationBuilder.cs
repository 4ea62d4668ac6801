using System.Globalization;
using System.Text;
using TwitterDm.ChatProtocol;
using TwitterDm.ChatProtocol.Crypto;
using TwitterDm.ChatProtocol.Writing;
using TwitterDm.Sandbox.Chat.Keys;
using TwitterDm.Sandbox.Model;
using TwitterDm.Sandbox.World;

namespace TwitterDm.Sandbox.Chat.Events;

/// <summary>
/// Creates the events of a conversation, step by step. Everything but signatures and nonces depends on the seed alone. This file contains
/// what all kinds of event have in common.
/// </summary>
internal sealed partial class ConversationBuilder
{
    private const int PulledMessage = 1;

    private readonly ConversationPlan _plan;
    private readonly ChatKeyDirectory _keys;
    private readonly int _seed;
    private readonly List<Person> _present;
    private readonly List<StoredChatEvent> _events = [];
    private readonly List<StoredKeyChange> _keyChanges = [];
    private int _step;

    private ConversationBuilder(ConversationPlan plan, ChatKeyDirectory keys, int seed)
    {
        (_plan, _keys, _seed) = (plan, keys, seed);
        _present = [.. plan.FirstMembers ?? plan.Members];
    }

    /// <summary>The id of the conversation as in events.</summary>
    public string SignedId => _plan.SignedId;

    /// <summary>The id of the event before this step. There must be one.</summary>
    public string PreviousId => Text(_events[^1].Id);

    /// <summary>The time of this step.</summary>
    public long Milliseconds => Snowflake.TimeOf(Id);

    /// <summary>The id of the event of this step.</summary>
    private long Id { get; set; }

    /// <summary>A random number for this step.</summary>
    private ulong Draw => SplitMix64.Hash(_seed, stream: 1, _step);

    private string MessageId => ChatMessageId.Of(_seed, _step);

    /// <summary>Creates the events of a conversation.</summary>
    /// <param name="plan">The conversation.</param>
    /// <param name="times">The ids of its events, which contain the times.</param>
    /// <param name="keys">The keys of all people.</param>
    /// <param name="seed">The seed of the conversation.</param>
    public static ConversationState Build(ConversationPlan plan, EventSequence times, ChatKeyDirectory keys, int seed)
    {
        var builder = new ConversationBuilder(plan, keys, seed);
        for (var step = 0; step < plan.Steps.Count; step++)
        {
            (builder._step, builder.Id) = (step, times.IdAt(plan.Steps.Count - 1 - step));
            plan.Steps[step](builder);
        }

        return new ConversationState(new ChatLog([.. builder._events], [.. builder._keyChanges]), [.. builder._allKeys])
        {
            SealedName = builder.Seal(plan.Name),
            SealedAvatarUrl = builder.Seal(plan.AvatarUrl),
        };
    }

    private ChatEnvelope Envelope(Person sender) => new(Text(Id), MessageId, sender.IdText, SignedId, Milliseconds)
    {
        PreviousSequenceId = _events.Count > 0 ? Text(_events[^1].Id) : null,
        IsTrusted = true,
        RelaySource = PulledMessage,
    };

    /// <summary>The current keys of a person.</summary>
    private ChatSigner SignerOf(Person person) => SignerOf(_keys.FirstPairsOf(person)[^1]);

    private static ChatSigner SignerOf(ChatKeyPair pair) => new(pair.Private, pair.Version);

    /// <summary>Adds an event to the list.</summary>
    /// <param name="item">The event.</param>
    /// <param name="sender">The sender in the list.</param>
    /// <param name="text">The text of a message.</param>
    /// <param name="damage">Changes the encoded event, or null.</param>
    private SentChatEvent Add(ChatEvent item, Person sender, ChatText? text = null, Func<byte[], string>? damage = null)
    {
        _events.Add(
            StoredChatEvent.Of(Id, sender.IdText, item, damage?.Invoke(item.ToBytes())) with
            {
                PreviousId = _events.Count > 0 ? _events[^1].Id : null,
            });
        return new SentChatEvent(sender, text ?? ChatText.Empty, item);
    }

    private string? Seal(string? text) =>
        text is null || _key is null ? text : Convert.ToBase64String(SecretBox.Seal(_key.Key, Encoding.UTF8.GetBytes(text)));

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}

/// <summary>An event that was created, to which later ones can refer.</summary>
internal sealed record SentChatEvent(Person Sender, ChatText Text, ChatEvent Event)
{
    public string IdText => Event.SequenceId!;
}
