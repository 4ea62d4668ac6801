using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using TwitterDm.ChatProtocol;
using TwitterDm.ChatProtocol.Crypto;
using TwitterDm.ChatProtocol.Writing;
using TwitterDm.Sandbox.Chat.Keys;
using TwitterDm.Sandbox.Model;

namespace TwitterDm.Sandbox.Chat.Events;

/// <summary>
/// Creates the events of a conversation, step by step. Everything but signatures and nonces depends on the seed alone. This file contains what all
/// kinds of event have in common.
/// </summary>
internal sealed partial class ConversationBuilder
{
    private const int PulledMessage = 1;

    private readonly ConversationPlan _plan;
    private readonly ChatKeyDirectory _keys;
    private readonly int _seed;
    private readonly List<Person> _present;
    private ImmutableList<StoredChatEvent> _events = [];
    private ImmutableList<StoredKeyChange> _keyChanges = [];
    private volatile ChatLog _log = ChatLog.Empty;
    private int _step;

    /// <summary>Creates a builder.</summary>
    /// <param name="plan">The conversation.</param>
    /// <param name="keys">The keys of all people.</param>
    /// <param name="seed">The seed of the conversation.</param>
    public ConversationBuilder(ConversationPlan plan, ChatKeyDirectory keys, int seed)
    {
        (_plan, _keys, _seed) = (plan, keys, seed);
        _present = [.. plan.FirstMembers ?? plan.Members];
    }

    public Person Account => _plan.Account;

    /// <summary>The events so far. Other threads can read them while a step runs.</summary>
    public ChatLog Log => _log;

    /// <summary>The name, encrypted with the newest key.</summary>
    public string? SealedName => Seal(_plan.Name);

    /// <summary>The avatar, encrypted with the newest key.</summary>
    public string? SealedAvatarUrl => Seal(_plan.AvatarUrl);

    /// <summary>The members at this time.</summary>
    public IReadOnlyList<Person> Present => _present;

    /// <summary>The id of the conversation as in events.</summary>
    public string SignedId => _plan.SignedId;

    /// <summary>The id of the event before this step. There must be one.</summary>
    public string PreviousId => Text(_events[^1].Id);

    /// <summary>The time of this step.</summary>
    public long Milliseconds => Snowflake.TimeOf(Id);

    /// <summary>The id of the event of this step.</summary>
    private long Id { get; set; }

    private DateTimeOffset Time => DateTimeOffset.FromUnixTimeMilliseconds(Milliseconds);

    /// <summary>A random number for this step.</summary>
    private ulong Draw => SplitMix64.Hash(_seed, stream: 1, _step);

    private string MessageId
    {
        get
        {
            Span<byte> bytes = stackalloc byte[16];
            BitConverter.TryWriteBytes(bytes, SplitMix64.Hash(_seed, stream: 2, _step));
            BitConverter.TryWriteBytes(bytes[8..], SplitMix64.Hash(_seed, stream: 3, _step));
            // A random UUID has the version 4.
            bytes[7] = (byte)((bytes[7] & 0x0F) | 0x40);
            bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
            return new Guid(bytes).ToString();
        }
    }

    /// <summary>Creates the next event.</summary>
    /// <param name="id">The id, which contains the time. It must be higher than that of the event before.</param>
    /// <param name="step">Creates one event.</param>
    public void Run(long id, Action<ConversationBuilder> step)
    {
        Id = id;
        step(this);
        _step++;
        _log = new ChatLog(_events, _keyChanges);
    }

    private ChatEnvelope Envelope(Person sender) => new(Text(Id), MessageId, sender.IdText, SignedId, Milliseconds)
    {
        PreviousSequenceId = _events.Count > 0 ? Text(_events[^1].Id) : null,
        IsTrusted = true,
        RelaySource = PulledMessage,
    };

    /// <summary>The current keys of a person.</summary>
    private ChatSigner SignerOf(Person person) => SignerOf(_keys.PairsOf(person)[^1]);

    private static ChatSigner SignerOf(ChatKeyPair pair) => new(pair.Private, pair.Version);

    /// <summary>Adds an event to the list.</summary>
    /// <param name="item">The event.</param>
    /// <param name="sender">The sender in the list.</param>
    /// <param name="text">The text of a message.</param>
    /// <param name="damage">Changes the encoded event, or null.</param>
    private SentChatEvent Add(ChatEvent item, Person sender, ChatText? text = null, Func<byte[], string>? damage = null)
    {
        _events = _events.Add(new StoredChatEvent(Id, sender.IdText, Time, (damage ?? Convert.ToBase64String)(item.ToBytes()))
        {
            PreviousId = _events.Count > 0 ? _events[^1].Id : null,
            KeyVersion = item.KeyVersion,
            Signature = item.Signature is { Value: { } value, KeyVersion: { } version } ? new StoredSignature(value, version, Text(item.Signature.Version)) : null,
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
