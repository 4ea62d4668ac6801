using TwitterDm.Accounts;

namespace TwitterDm.Chat;

/// <summary>
/// What one connection knows about X Chat: the account's key, and the keys of people and conversations so far. Thread-safe.
/// </summary>
internal sealed class ChatAccount : IDisposable
{
    private volatile bool _isUpdatedAtTrusted = true;
    private volatile bool _isClosed;
    private RecentChatMessages? _recentMessages;

    /// <param name="account">The signed-in account.</param>
    /// <param name="key">The account's private keys, of which this disposes; null without.</param>
    public ChatAccount(AccountContext account, ChatAccountKey? key)
    {
        Account = account;
        Key = key;
        PublicKeys = new(account.Clock);
        Verifier = new(PublicKeys);
        KeyChanges = new(this);
    }

    public AccountContext Account { get; }

    /// <summary>The members of the groups that were read.</summary>
    public GroupMembers GroupMembers { get; } = new();

    /// <summary>The account's private keys; null without.</summary>
    public ChatAccountKey? Key { get; }

    /// <summary>Whether encrypted messages can be read.</summary>
    public bool HasKey => Key is not null;

    /// <summary>Whether the keys were wiped, so that nothing can be decrypted any more.</summary>
    public bool IsClosed => _isClosed;

    /// <summary>
    /// Whether X's times of the last updates of conversations are reliable: set to false once an event was newer than that.
    /// </summary>
    public bool IsUpdatedAtTrusted
    {
        get => _isUpdatedAtTrusted;
        set => _isUpdatedAtTrusted = value;
    }

    /// <summary>How many events of a page are decrypted and verified at the same time.</summary>
    public int MaxParallelism { get; set; } = Environment.ProcessorCount;

    /// <summary>The public keys of people.</summary>
    public PublicKeyDirectory PublicKeys { get; }

    /// <summary>Verifies signatures with <see cref="PublicKeys"/>.</summary>
    public EventVerifier Verifier { get; }

    /// <summary>Takes the keys of conversations out of events.</summary>
    public KeyChanges KeyChanges { get; }

    /// <summary>The messages that were read last, for answers and changes.</summary>
    public RecentChatMessages RecentMessages => LazyInitializer.EnsureInitialized(ref _recentMessages, static () => new());

    /// <summary>
    /// Held while a conversation begins: of two operations that want to write to the same person, the second one uses the key of the first.
    /// It never creates a handle, so there is nothing to dispose of.
    /// </summary>
    public SemaphoreSlim StartTurn { get; } = new(1);

    /// <summary>The keys of conversations.</summary>
    public ConversationKeyring ConversationKeys { get; } = new();

    /// <summary>Wipes all keys.</summary>
    public void Dispose()
    {
        _isClosed = true;
        ConversationKeys.Dispose();
        Key?.Dispose();
    }
}
