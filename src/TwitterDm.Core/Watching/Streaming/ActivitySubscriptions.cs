using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using TwitterDm.Api;
using TwitterDm.Http;

namespace TwitterDm.Watching.Streaming;

/// <summary>
/// The subscriptions of one watch. Their tag says which process created them, so that a later run can delete those that a killed one left
/// behind; all others are left alone.
/// </summary>
/// <param name="app">Lists and deletes subscriptions.</param>
/// <param name="user">Creates subscriptions, as the user whom they are about.</param>
/// <param name="userId">The user.</param>
/// <param name="eventTypes">The kinds of events.</param>
internal sealed class ActivitySubscriptions(AppConnection app, ApiClient user, string userId, IReadOnlyList<string> eventTypes)
{
    private const int MaxPages = 10;
    private const int MaxDeletions = 100;

    // Watches of the same account in one process have the same tag.
    private static readonly ConcurrentDictionary<string, bool> InUse = new(StringComparer.Ordinal);
    private static readonly string Prefix = $"twitterdm:{Plain(Environment.MachineName)}:{Plain(Environment.UserName)}:";
    private static readonly string Tag = Prefix + Environment.ProcessId.ToString(CultureInfo.InvariantCulture);

    private readonly Dictionary<string, string> _own = new(StringComparer.Ordinal);

    /// <summary>
    /// Subscribes to what is not subscribed yet, after deleting what killed runs left behind. Can be called again after an error.
    /// </summary>
    /// <exception cref="DmException">X refused.</exception>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        var (existing, isComplete) = await ListAsync(cancellationToken).ConfigureAwait(false);
        if (isComplete)
            ForgetAllBut(existing);
        await DeleteAsync([.. existing.Where(IsAbandoned).Select(subscription => subscription.SubscriptionId!)], cancellationToken)
            .ConfigureAwait(false);
        // One whose response was lost.
        foreach (var known in existing.Where(IsUnclaimed))
        {
            if (!_own.ContainsKey(known.EventType!) && InUse.TryAdd(known.SubscriptionId!, true))
                _own[known.EventType!] = known.SubscriptionId!;
        }

        foreach (var type in eventTypes.Where(type => !_own.ContainsKey(type)))
        {
            var id = await user.SubscribeAsync(
                    new()
                    {
                        EventType = type,
                        Filter = new() { UserId = userId },
                        Tag = Tag,
                    },
                    cancellationToken)
                .ConfigureAwait(false);
            InUse[id] = true;
            _own[type] = id;
        }
    }

    /// <summary>Deletes the own subscriptions.</summary>
    public async Task CloseAsync(CancellationToken cancellationToken)
    {
        string[] ids = [.. _own.Values];
        _own.Clear();
        await DeleteAsync(ids, cancellationToken).ConfigureAwait(false);
        foreach (var id in ids)
            InUse.TryRemove(id, out _);
    }

    // One that somebody deleted is created again.
    private void ForgetAllBut(List<WireSubscription> existing)
    {
        foreach (var (type, id) in _own.Where(own =>
                    !existing.Exists(known => string.Equals(known.SubscriptionId, own.Value, StringComparison.Ordinal)))
                .ToArray())
        {
            _own.Remove(type);
            InUse.TryRemove(id, out _);
        }
    }

    private async Task<(List<WireSubscription> All, bool IsComplete)> ListAsync(CancellationToken cancellationToken)
    {
        var all = new List<WireSubscription>();
        string? token = null;
        var guard = new PageGuard();
        for (var pages = 0; pages < MaxPages; pages++)
        {
            var page = await app.Client.ListSubscriptionsAsync(token, cancellationToken).ConfigureAwait(false);
            all.AddRange((page.Data ?? []).Where(subscription => subscription.SubscriptionId is { Length: > 0 }));
            token = page.Meta?.NextToken;
            if (string.IsNullOrEmpty(token))
                return (all, true);
            if (!guard.IsNew(token))
                break;
        }

        return (all, false);
    }

    private async Task DeleteAsync(string[] ids, CancellationToken cancellationToken)
    {
        foreach (var some in ids.Chunk(MaxDeletions))
            await app.Client.UnsubscribeAsync(some, cancellationToken).ConfigureAwait(false);
    }

    private bool IsUnclaimed(WireSubscription subscription) => string.Equals(subscription.Tag, Tag, StringComparison.Ordinal)
        && string.Equals(subscription.Filter?.UserId, userId, StringComparison.Ordinal)
        && eventTypes.Contains(subscription.EventType, StringComparer.Ordinal);

    private static bool IsAbandoned(WireSubscription subscription)
        => subscription.Tag is { } tag && tag.StartsWith(Prefix, StringComparison.Ordinal)
        && int.TryParse(tag.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var process) && !IsRunning(process);

    private static bool IsRunning(int id)
    {
        try
        {
            using var process = Process.GetProcessById(id);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
        catch (Exception exception) when (exception is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It exists, but does not belong to this user.
            return true;
        }
    }

    // A colon separates the parts of a tag, which has 200 characters at most.
    private static string Plain(string name)
        => new([
            .. name.Select(character => char.IsAsciiLetterOrDigit(character) || character is '-' or '_' or '.' ? character : '_').Take(60),
        ]);
}
