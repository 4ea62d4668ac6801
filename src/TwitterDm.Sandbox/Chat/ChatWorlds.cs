using System.Collections.Concurrent;
using TwitterDm.Sandbox.Chat.Keys;
using TwitterDm.Sandbox.Chat.Samples;
using TwitterDm.Sandbox.Model;

namespace TwitterDm.Sandbox.Chat;

/// <summary>The X Chat conversations of all accounts, and the keys of all people. Each part is created when it is first used.</summary>
internal sealed class ChatWorlds(ChatWorldOptions options, int seed, DateTimeOffset anchor)
{
    private const int SeedStream = -4;

    private readonly ConcurrentDictionary<long, Lazy<ChatWorld>> _worlds = new();

    public ChatKeyDirectory Keys { get; } = new();

    public ChatWorld Of(Person account) => _worlds.GetOrAdd(
        account.Id,
        _ => new Lazy<ChatWorld>(() => new ChatWorld(
            account, options, Keys, (int)SplitMix64.Hash(seed, SeedStream, People.NumberOf(account)), anchor))).Value;
}
