using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Numerics;
using TwitterDm.Sandbox.Model;

namespace TwitterDm.Sandbox.Chat.Keys;

/// <summary>The X Chat keys of all people. Thread-safe.</summary>
internal sealed class ChatKeyDirectory
{
    private const int Current = 1;
    private const int CurrentAndReplaced = 2;

    private readonly object _gate = new();
    private readonly ConcurrentDictionary<long, IReadOnlyList<ChatKeyPair>> _pairs = new();
    private readonly ConcurrentDictionary<long, ImmutableList<ChatKeyPair>> _replacements = new();
    private volatile ImmutableDictionary<long, ImmutableList<PublicKeyRow>> _registered = ImmutableDictionary<
        long,
        ImmutableList<PublicKeyRow>
    >.Empty;

    /// <summary>Whether a person has used X Chat.</summary>
    public static bool HasKeys(Person person) => person != People.Kenji && person != People.Stranger;

    /// <summary>The key pairs of a person, oldest first. The last one is current; older ones are still registered.</summary>
    public IReadOnlyList<ChatKeyPair> PairsOf(Person person) =>
        _replacements.TryGetValue(person.Id, out var replacements) ? [.. FirstPairsOf(person), .. replacements] : FirstPairsOf(person);

    /// <summary>The key pairs of a person before any were replaced, which generated conversations use.</summary>
    public IReadOnlyList<ChatKeyPair> FirstPairsOf(Person person)
        => _pairs.GetOrAdd(person.Id, _ => ChatKeyPair.Of(person, CountOf(person)));

    /// <summary>
    /// Keys of a person that are registered although the signing key is not bound to the identity key, as if the service had added a
    /// signing key of its own; null if there are none.
    /// </summary>
    public static ChatKeyPair? UnboundPairOf(Person person) => person == People.Noam ? ChatKeyPair.Of(person, CurrentAndReplaced)[0] : null;

    /// <summary>The registered public keys of a person, oldest first.</summary>
    public IReadOnlyList<PublicKeyRow> RowsOf(Person person)
    {
        var bound = PairsOf(person).Select(pair => pair.Row).ToList();
        IEnumerable<PublicKeyRow> unbound = UnboundPairOf(person) is { } pair ? [pair.Row with { IdentityKey = bound[0].IdentityKey }] : [];
        return [.. unbound, .. bound, .. RegisteredBy(person)];
    }

    /// <summary>Replaces the keys of a person. The older ones stay registered.</summary>
    public void Replace(Person person)
    {
        lock (_gate)
        {
            var next = ChatKeyPair.After(PairsOf(person)[^1], HighestVersion(person));
            _replacements[person.Id] = _replacements.GetValueOrDefault(person.Id, []).Add(next);
        }
    }

    /// <summary>Registers public keys, unless their version is not higher than the registered ones.</summary>
    /// <param name="person">The person.</param>
    /// <param name="row">The public keys.</param>
    /// <returns>False if the version is not higher.</returns>
    public bool TryRegister(Person person, PublicKeyRow row)
    {
        lock (_gate)
        {
            if (Number(row.Version) <= HighestVersion(person))
                return false;
            _registered = _registered.SetItem(person.Id, RegisteredBy(person).Add(row));
            return true;
        }
    }

    /// <summary>
    /// The highest version of the registered keys of a person, or -1 if there are none. Versions are compared as numbers.
    /// </summary>
    public BigInteger HighestVersion(Person person) =>
        PairsOf(person)
            .Select(pair => pair.Version)
            .Concat(RegisteredBy(person).Select(row => row.Version))
            .Select(Number)
            .DefaultIfEmpty(-1)
            .Max();

    /// <summary>A version as the number that it is.</summary>
    public static BigInteger Number(string version) => BigInteger.Parse(version, System.Globalization.CultureInfo.InvariantCulture);

    private static int CountOf(Person person)
    {
        if (!HasKeys(person))
            return 0;
        return People.IsAccount(person) || person == People.OldFriend ? CurrentAndReplaced : Current;
    }

    private ImmutableList<PublicKeyRow> RegisteredBy(Person person) => _registered.GetValueOrDefault(person.Id, []);
}
