using TwitterDm.Accounts;

namespace TwitterDm.Chat;

/// <summary>What one connection knows about X Chat: the account's key, and the keys of people and conversations so far. Thread-safe.</summary>
/// <param name="account">The signed-in account.</param>
/// <param name="key">The account's private keys, of which this disposes; null without.</param>
internal sealed class ChatAccount(AccountContext account, ChatAccountKey? key) : IDisposable
{
    private volatile bool _isUpdatedAtTrusted = true;

    public AccountContext Account => account;

    /// <summary>Whether encrypted messages can be read.</summary>
    public bool HasKey => key is not null;

    /// <summary>Whether X's times of the last updates of conversations are reliable: set to false once an event was newer than that.</summary>
    public bool IsUpdatedAtTrusted
    {
        get => _isUpdatedAtTrusted;
        set => _isUpdatedAtTrusted = value;
    }

    public void Dispose() => key?.Dispose();
}
