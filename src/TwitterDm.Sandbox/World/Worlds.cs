using System.Collections.Concurrent;

namespace TwitterDm.Sandbox.World;

/// <summary>What each account has: the same number of events, and none in common. A world is made when its account first asks.</summary>
internal sealed class Worlds(SandboxOptions options)
{
    private const int SeedStream = -3;

    private readonly DateTimeOffset _anchor = options.Clock.GetUtcNow();
    private readonly ConcurrentDictionary<long, AccountWorld> _worlds = new();

    public AccountWorld Of(Person account) => _worlds.GetOrAdd(
        account.Id, _ => new AccountWorld(new Timeline(account, SeedOf(account), options.EventCount, _anchor), options));

    private int SeedOf(Person account) =>
        account == People.Account ? options.Seed : (int)Mix.Of(options.Seed, SeedStream, People.NumberOf(account));
}
