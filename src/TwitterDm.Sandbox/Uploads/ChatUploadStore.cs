using System.Collections.Concurrent;
using System.Globalization;
using TwitterDm.Sandbox.Model;

namespace TwitterDm.Sandbox.Uploads;

/// <summary>
/// The encrypted files of X Chat. Who uploads one has the session; every member of the conversation can download it. Thread-safe.
/// </summary>
internal sealed class ChatUploadStore(TimeProvider clock, IdGenerator ids)
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    private readonly ConcurrentDictionary<(long Owner, string Session), ChatUpload> _sessions = new();
    private readonly ConcurrentDictionary<(string Conversation, string HashKey), ChatUpload> _files = new();

    public ChatUpload Start(Person owner, string conversationId, long totalBytes)
    {
        var id = ids.Next();
        var hashKey = string.Create(CultureInfo.InvariantCulture, $"{SplitMix64.Mix((ulong)id):x16}{SplitMix64.Mix((ulong)id + 1):X16}");
        var upload = new ChatUpload(id, conversationId, hashKey, totalBytes, clock.GetUtcNow() + Lifetime);
        _sessions[(owner.Id, upload.IdText)] = upload;
        _files[(conversationId, hashKey)] = upload;
        return upload;
    }

    /// <summary>Finds an upload that has not expired.</summary>
    public ChatUpload? Find(Person owner, string session) =>
        _sessions.TryGetValue((owner.Id, session), out var upload) && upload.ExpiresAt > clock.GetUtcNow() ? upload : null;

    /// <summary>Finds a finalized file.</summary>
    public ReadOnlyMemory<byte>? FindFile(string conversationId, string hashKey) =>
        _files.TryGetValue((conversationId, hashKey), out var upload) ? upload.Content : null;

    /// <summary>Deletes files. Those that do not exist are ignored.</summary>
    public void Remove(string conversationId, IEnumerable<string> hashKeys)
    {
        foreach (var hashKey in hashKeys)
            _files.TryRemove((conversationId, hashKey), out _);
    }
}
