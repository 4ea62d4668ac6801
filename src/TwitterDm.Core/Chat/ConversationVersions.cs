using System.Security.Cryptography;

namespace TwitterDm.Chat;

/// <summary>
/// The keys of one conversation by version. Every member can sign changes of the key, so each has room of their own: nobody's keys displace
/// those of another. Keys whose change was not verified share what little room is left for them.
/// </summary>
internal sealed class ConversationVersions
{
    private const int MaxVersionsOfSender = 500;

    // Different keys that claim to be the same version: only the right one opens a message.
    private const int MaxKeysOfSender = 4;

    // A group has few members who change its key.
    private const int MaxKeys = 20_000;

    private readonly SortedDictionary<string, List<Candidate>> _versions = new(Ids.Order);
    private readonly Dictionary<string, SortedSet<string>> _versionsBySender = new(StringComparer.Ordinal);
    private int _count;

    /// <summary>Whether there is a key of this version.</summary>
    public bool Has(string version) => _versions.ContainsKey(version);

    /// <summary>Whether a sender's change to this version was verified.</summary>
    public bool IsVerified(string version, string senderId) => Of(version).Any(candidate => candidate.IsOf(senderId));

    /// <summary>The keys of a version: those that were verified first, in the order in which they came.</summary>
    public IEnumerable<Candidate> Of(string version) => _versions.GetValueOrDefault(version) ?? [];

    /// <summary>All keys, from the newest version to the oldest.</summary>
    public IEnumerable<Candidate> NewestFirst() => _versions.Reverse().SelectMany(pair => pair.Value);

    /// <summary>
    /// The newest version whose change was verified. Of several keys, the one that came first: a later one cannot take its place.
    /// </summary>
    /// <param name="canBeNewest">Whether a version is one that the newest key can have.</param>
    /// <param name="maySign">Whether a sender may change the key.</param>
    public (string Version, Candidate Key)? LatestVerified(Predicate<string> canBeNewest, Predicate<string> maySign)
    {
        foreach (var (version, candidates) in _versions.Reverse())
        {
            if (canBeNewest(version) && candidates.Find(candidate => candidate.SenderId is { } sender && maySign(sender)) is { } verified)
                return (version, verified);
        }

        return null;
    }

    /// <summary>Keeps a copy of a key.</summary>
    /// <param name="version">The version.</param>
    /// <param name="key">The key.</param>
    /// <param name="senderId">Whose change was verified; null if none was.</param>
    public void Add(string version, ReadOnlySpan<byte> key, string? senderId)
    {
        var added = new Candidate(key.ToArray(), senderId);
        if (Of(version).Any(candidate => candidate.HasKeyOf(added) && (senderId is null || candidate.HasSenderOf(added))))
            return;
        MakeRoom(version, added);
        if (_count >= MaxKeys)
            return;
        if (!_versions.TryGetValue(version, out var candidates))
            _versions.Add(version, candidates = []);
        candidates.Insert(added.IsVerified ? candidates.FindLastIndex(candidate => candidate.IsVerified) + 1 : candidates.Count, added);
        VersionsOf(added).Add(version);
        _count++;
    }

    /// <summary>Wipes all keys.</summary>
    public void Wipe()
    {
        foreach (var candidate in _versions.Values.SelectMany(candidates => candidates))
            CryptographicOperations.ZeroMemory(candidate.Key);
    }

    private void MakeRoom(string version, Candidate added)
    {
        // What comes again with a signature does not need a second place.
        Drop(version, candidate => !candidate.IsVerified && candidate.HasKeyOf(added));
        var own = Of(version).Where(candidate => candidate.HasSenderOf(added)).ToArray();
        // A sender's first key is the one that others have used, so it stays.
        if (own.Length >= MaxKeysOfSender)
            Drop(version, candidate => ReferenceEquals(candidate, own[1]));
        var versions = VersionsOf(added);
        if (own.Length == 0 && versions.Count > 0 && (versions.Count >= MaxVersionsOfSender || _count >= MaxKeys))
            Drop(versions.Min!, candidate => candidate.HasSenderOf(added));
    }

    private SortedSet<string> VersionsOf(Candidate candidate)
    {
        var sender = candidate.SenderId ?? string.Empty;
        if (!_versionsBySender.TryGetValue(sender, out var versions))
            _versionsBySender.Add(sender, versions = new(Ids.Order));
        return versions;
    }

    private void Drop(string version, Predicate<Candidate> isDropped)
    {
        if (!_versions.TryGetValue(version, out var candidates))
            return;
        foreach (var candidate in candidates.FindAll(isDropped))
        {
            CryptographicOperations.ZeroMemory(candidate.Key);
            candidates.Remove(candidate);
            _count--;
            if (!candidates.Exists(other => other.HasSenderOf(candidate)))
                VersionsOf(candidate).Remove(version);
        }

        if (candidates.Count == 0)
            _versions.Remove(version);
    }

    /// <summary>A key that claims to be that of a version.</summary>
    /// <param name="key">The key.</param>
    /// <param name="senderId">Whose change was verified; null if none was.</param>
    internal sealed class Candidate(byte[] key, string? senderId)
    {
        public byte[] Key => key;

        public string? SenderId => senderId;

        public bool IsVerified => senderId is not null;

        public bool IsOf(string sender) => string.Equals(senderId, sender, StringComparison.Ordinal);

        public bool HasSenderOf(Candidate other) => string.Equals(senderId, other.SenderId, StringComparison.Ordinal);

        public bool HasKeyOf(Candidate other) => CryptographicOperations.FixedTimeEquals(key, other.Key);
    }
}
