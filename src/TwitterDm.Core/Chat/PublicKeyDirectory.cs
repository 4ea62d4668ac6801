using TwitterDm.Http;

namespace TwitterDm.Chat;

/// <summary>
/// The public keys of people, as X has registered them: the only keys that a signature is verified with. Each user's are read once, by
/// whoever needs them first; callers that need them meanwhile await that request. Thread-safe, bounded.
/// </summary>
/// <param name="clock">Provides the time.</param>
internal sealed class PublicKeyDirectory(TimeProvider clock)
{
    private const int Capacity = 5_000;

    // Anyone can claim a version that does not exist, so a claim must not cost a request each time.
    private static readonly TimeSpan RefreshInterval = TimeSpan.FromHours(1);

    private readonly object _gate = new();
    private readonly Dictionary<string, Entry> _users = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();
    private readonly Dictionary<string, Task> _pending = new(StringComparer.Ordinal);
    private readonly PublicKeyRequest _request = new();

    /// <summary>Whether one of a user's registered, bound keys made a signature.</summary>
    /// <param name="userId">The user.</param>
    /// <param name="version">The version of the key.</param>
    /// <param name="text">The text that was signed.</param>
    /// <param name="signature">The signature.</param>
    public bool Verify(string userId, string version, string text, string signature)
        => Find(userId).Any(key => string.Equals(key.Version, version, StringComparison.Ordinal) && key.Verify(text, signature));

    /// <summary>The keys of a user; empty if they have none or were not read.</summary>
    public IReadOnlyList<RegisteredKey> Find(string userId)
    {
        lock (_gate)
            return _users.TryGetValue(userId, out var entry) ? entry.Keys : [];
    }

    /// <summary>
    /// Reads the keys of users that are not known yet. A version that a user's known keys lack is a reason to read them again, once an hour
    /// at most.
    /// </summary>
    /// <param name="client">Sends the requests.</param>
    /// <param name="needed">The users and the versions of their keys.</param>
    /// <param name="cancellationToken">Ends the requests.</param>
    /// <returns>Why the keys of some users could not be read.</returns>
    /// <exception cref="DmException">Something is wrong with the account, the connection or a limit.</exception>
    public async Task<IReadOnlyList<KeyFailure>> LoadAsync(
        ApiClient client,
        ILookup<string, string> needed,
        CancellationToken cancellationToken)
    {
        var failures = new List<KeyFailure>();
        var done = new HashSet<string>(StringComparer.Ordinal);
        while (true)
        {
            var completion = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var (own, others) = Claim(needed, done, completion.Task);
            try
            {
                if (own.Count > 0)
                    failures.AddRange(await _request.SendAsync(client, own, Keep, cancellationToken).ConfigureAwait(false));
            }
            finally
            {
                Release(own);
                completion.SetResult();
            }

            done.UnionWith(own);
            if (others.Count == 0)
                return failures;
            // If another caller fails or is cancelled, its users are still unknown and are requested in the next round.
            await Task.WhenAll(others.Values).WaitAsync(cancellationToken).ConfigureAwait(false);
            done.UnionWith(others.Keys.Where(Has));
        }
    }

    /// <summary>Whether it takes a request to know a user's keys of these versions.</summary>
    public bool Lacks(string userId, IEnumerable<string> versions)
    {
        lock (_gate)
            return IsLacking(userId, versions);
    }

    private (List<string> Own, Dictionary<string, Task> Others) Claim(ILookup<string, string> needed, HashSet<string> done, Task completion)
    {
        var own = new List<string>();
        var others = new Dictionary<string, Task>(StringComparer.Ordinal);
        lock (_gate)
        {
            foreach (var user in needed.Where(user => !done.Contains(user.Key) && IsLacking(user.Key, user)))
            {
                if (_pending.TryGetValue(user.Key, out var pending))
                {
                    others.Add(user.Key, pending);
                    continue;
                }

                _pending.Add(user.Key, completion);
                own.Add(user.Key);
            }
        }

        return (own, others);
    }

    private bool IsLacking(string userId, IEnumerable<string> versions)
        => !_users.TryGetValue(userId, out var entry)
        || (
            entry.RefreshAt <= clock.GetUtcNow()
            && versions.Any(version => !entry.Keys.Any(key => string.Equals(key.Version, version, StringComparison.Ordinal))));

    private void Release(List<string> users)
    {
        lock (_gate)
        {
            foreach (var user in users)
                _pending.Remove(user);
        }
    }

    private bool Has(string userId)
    {
        lock (_gate)
            return _users.ContainsKey(userId);
    }

    private void Keep(string userId, IReadOnlyList<RegisteredKey> keys)
    {
        lock (_gate)
        {
            var isRefreshed = _users.ContainsKey(userId);
            _users[userId] = new(keys, isRefreshed ? clock.GetUtcNow() + RefreshInterval : DateTimeOffset.MinValue);
            if (isRefreshed)
                return;
            _order.Enqueue(userId);
            // What is dropped is not disposed of: another thread can be verifying with it.
            if (_order.Count > Capacity)
                _users.Remove(_order.Dequeue());
        }
    }

    private sealed record Entry(IReadOnlyList<RegisteredKey> Keys, DateTimeOffset RefreshAt);
}
