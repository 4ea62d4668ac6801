using System.Globalization;
using TwitterDm.Chat;
using TwitterDm.ChatProtocol;
using TwitterDm.ChatProtocol.Crypto;
using TwitterDm.ChatProtocol.Writing;
using TwitterDm.Core.Tests.Transcripts.Support;
using Xunit.Abstractions;

namespace TwitterDm.Core.Tests.Chat;

/// <summary>
/// Events are decrypted and verified on several threads, and nothing but the time shows that. TWITTERDM_TEST_SEED repeats a run.
/// </summary>
public sealed class ParallelVerificationTests(ITestOutputHelper output)
{
    private const int Events = 300;

    [Fact]
    public async Task Events_read_in_parallel_are_the_same_as_one_by_one()
    {
        var seed = int.TryParse(Environment.GetEnvironmentVariable("TWITTERDM_TEST_SEED"), CultureInfo.InvariantCulture, out var given) ? given : Random.Shared.Next();
        output.WriteLine($"TWITTERDM_TEST_SEED={seed}");
        await using var api = await ChatApi.StartAsync();
        api.Conversation = new(ChatApi.Group);
        api.BringKey();
        Fill(api, new Random(seed));

        var oneByOne = await ReadAsync(api, maxParallelism: 1);
        var inParallel = await ReadAsync(api, maxParallelism: 8);
        var packed = await ReadAsync(api, maxParallelism: 8, isPacked: true);

        Assert.Equal(Events, oneByOne.Count);
        Assert.Equal(oneByOne, inParallel);
        Assert.Equal(oneByOne, packed);
        // Damaged and forged events are among genuine ones.
        Assert.All(["IsVerified = Boolean True", "IsVerified = Boolean False", Letters("Malformed"), Letters("Undecryptable")], text =>
            Assert.InRange(oneByOne.Count(item => item.Contains(text, StringComparison.Ordinal)), 5, Events - 5));
    }

    [Fact]
    public async Task A_signature_that_failed_is_verified_again_with_other_keys_only()
    {
        await using var api = await ChatApi.StartAsync();
        var successor = new ChatPerson(api.Peer.Id) { Version = "1800000000000" };
        api.Add(api.Message(api.Peer, ChatEntries.Message("Hi"), successor.Signer));
        api.BringKey();
        var page = await api.ReadPageAsync();
        Assert.False(api.Reader.Decode(page.Items[0])!.IsVerified);

        // X registers the key, and somebody else's event makes this connection read it.
        api.Rows[api.Peer.Id].Add(successor.Row());
        api.Clock.Advance(TimeSpan.FromHours(2));
        await api.ReadPageAsync(reader: api.NewReader());

        Assert.True(api.Reader.Decode(page.Items[0])!.IsVerified);
    }

    [Fact]
    public async Task Cancelling_ends_verification_in_the_middle_of_a_page()
    {
        await using var api = await ChatApi.StartAsync();
        api.BringKey();
        api.Add(api.Message(api.Peer, "Hi"));
        var one = (await api.ReadPageAsync()).Items[0];
        var items = Enumerable
            .Range(0, 20_000)
            .Select(_ =>
                ChatItem.Of(
                    new()
                    {
                        Id = one.Id,
                        SenderId = one.SenderId,
                        EncodedEvent = one.Encoded,
                    },
                    api.Conversation
                )!)
            .ToArray();
        using var cancel = new CancellationTokenSource();
        var watcher = new Thread(() =>
        {
            SpinWait.SpinUntil(() => Array.Exists(items, item => item.IsVerified), TimeSpan.FromSeconds(30));
            cancel.Cancel();
        });
        watcher.Start();

        var verification = new PageVerification(api.Connection.Chat, new ItemVerifier(api.Connection.Chat));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => verification.VerifyAsync(items, cancel.Token));

        watcher.Join();
        Assert.InRange(items.Count(item => item.IsVerified), 1, items.Length - 1);
    }

    [Fact]
    public async Task Nothing_is_decrypted_once_the_connection_is_closed()
    {
        await using var api = await ChatApi.StartAsync();
        api.BringKey();
        api.Add(api.Message(api.Peer, "Hi"));
        var item = (await api.ReadPageAsync()).Items[0];
        Assert.NotNull(item.Contents);

        api.Connection.Dispose();

        Assert.Equal((nameof(DmContentState.Undecryptable), null), (api.Reader.Decode(item)!.ContentState, item.Contents));
    }

    private static async Task<List<string>> ReadAsync(ChatApi api, int maxParallelism, bool isPacked = false)
    {
        api.Connection.Chat.MaxParallelism = maxParallelism;
        var reader = api.NewReader();
        var page = await api.ReadPageAsync(reader: reader);
        if (isPacked)
        {
            foreach (var item in page.Items)
                item.Pack();
        }

        return [.. page.Items.Select(item => DeepEquality.Describe(reader.Decode(item)))];
    }

    private static void Fill(ChatApi api, Random random)
    {
        ChatPerson[] people = [api.Me, api.Peer, api.Other];
        var messages = new List<ChatEvent>();
        for (var number = 0; number < Events; number++)
        {
            var sender = people[random.Next(people.Length)];
            var original = messages.Count > 0 ? messages[random.Next(messages.Count)] : null;
            var content = Create(api, random, sender, original, number);
            if (random.Next(10) == 0)
                api.Add(Damage(content.ToBase64(), random), sender.Id, content.SequenceId);
            else
                api.Add(content);
            if (content.Kind == ChatEventKind.MessageCreateEvent && !content.IsPlain)
                messages.Add(content);
        }
    }

    private static ChatEvent Create(ChatApi api, Random random, ChatPerson sender, ChatEvent? original, int number)
    {
        var text = $"Message {number}";
        return random.Next(9) switch
        {
            0 => api.Message(sender, ChatEntries.Message(text), new ChatSigner(api.Other.Keys, "1700000000009")),
            1 => api.Message(sender, ChatEntries.Message(text), new ChatSigner(ForgerKeys, sender.Version)),
            2 => ChatEventFactory.PlainMessage(api.Envelope(sender), ChatEntries.Message(text)),
            3 => ChatEventFactory.Message(api.Envelope(sender), ChatEntries.Message(text), new ChatConversationKey("1790000000777", api.Key.Key), sender.Signer),
            4 when original is not null => api.Message(sender, ChatEntries.Message(text, replyPreview: ChatEntries.ReplyPreview(
                random.Next(2) == 0 ? original.SenderId! : "99", null, original.SequenceId, original.MessageId, original))),
            5 when original is not null => api.Message(sender, ChatEntries.Edit(original.SequenceId!, text)),
            6 when original is not null => api.Message(sender, ChatEntries.ReactionAdd(original.SequenceId!, "x")),
            7 when original is not null => api.Detail(sender, ChatDetails.Delete([original.SequenceId!], forEveryone: random.Next(2) == 0)),
            _ => api.Message(sender, text),
        };
    }

    private static ChatPrivateKeys ForgerKeys { get; } = ChatPrivateKeys.Generate();

    private static string Damage(string encoded, Random random)
    {
        var bytes = Convert.FromBase64String(encoded);
        if (random.Next(2) == 0)
            return Convert.ToBase64String(bytes.AsSpan(0, random.Next(bytes.Length)));
        bytes[random.Next(bytes.Length)] ^= (byte)(1 << random.Next(8));
        return Convert.ToBase64String(bytes);
    }

    private static string Letters(string text) => $"string {string.Join(' ', text.Select(character => ((int)character).ToString("x", CultureInfo.InvariantCulture)))}";
}
