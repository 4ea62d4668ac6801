using System.Collections.Concurrent;
using TwitterDm.Sandbox.Model;

namespace TwitterDm.Sandbox.World;

/// <summary>
/// The worlds of all accounts. They have the same number of events, but share none. Each is created when it is first used.
/// </summary>
internal sealed class Worlds(WorldOptions options)
{
    private const int SeedStream = -3;

    private readonly DateTimeOffset _anchor = options.Clock.GetUtcNow();
    private readonly ConcurrentDictionary<long, AccountWorld> _worlds = new();

    public AccountWorld Of(Person account) => _worlds.GetOrAdd(
        account.Id, _ => new AccountWorld(new Timeline(account, SeedOf(account), options.EventCount, _anchor), options));

    private int SeedOf(Person account) =>
        account == People.Account ? options.Seed : (int)SplitMix64.Hash(options.Seed, SeedStream, People.NumberOf(account));
}
