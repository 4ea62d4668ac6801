using TwitterDm.Sandbox.Tests.Support;
using TwitterDm.Testing;

namespace TwitterDm.Sandbox.Tests.Chat.Writing;

/// <summary>The people of the sandbox answer, if they are asked to.</summary>
public sealed class ChatAnswerTests
{
    private const int Messages = 12;

    [Fact]
    public async Task People_answer_after_a_while()
    {
        var clock = new ManualClock();
        var chat = new ChatClient(new SandboxApi(new SandboxOptions { Clock = clock, ChatAnswerDelay = TimeSpan.FromSeconds(30) }));
        var sent = ChatClient.EventOf(await chat.SayAsync(ChatClient.WithJacqueline, "Is anybody there?")).SequenceId!;
        clock.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(sent, (await chat.Reading.EventsAsync("12"))[0].Id);
        clock.Advance(TimeSpan.FromSeconds(1));
        var answer = (await chat.Reading.EventsAsync("12"))[0];
        Assert.Equal(("12", true, clock.GetUtcNow()), (answer.Item.Text("sender_id"), answer.IsVerified, answer.Item.GetProperty("created_at").GetDateTimeOffset()));
        Assert.NotEmpty(answer.Text!);
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_answers_to_some_messages()
    {
        var answers = await AnswersAsync(1);
        Assert.InRange(answers.Count, 1, Messages - 1);
        Assert.Equal(answers, await AnswersAsync(1));
        Assert.NotEqual(answers, await AnswersAsync(2));
    }

    [Fact]
    public async Task Nobody_answers_by_default()
    {
        var api = new SandboxApi(new SandboxOptions { Clock = new ManualClock() });
        var chat = new ChatClient(api);
        for (var number = 0; number < Messages; number++)
            await chat.SayAsync(ChatClient.WithJacqueline, $"Number {number}");
        Assert.All((await chat.Reading.EventsAsync("12")).Take(Messages), item => Assert.Equal(chat.UserId, item.Event!.SenderId));
    }

    [Fact]
    public async Task People_write_encrypted_as_soon_as_a_conversation_has_a_key()
    {
        const string withDevelopers = "2244994945-1385551234567890123";
        var api = new SandboxApi(new SandboxOptions { Clock = new ManualClock() });
        var chat = new ChatClient(api);
        api.AddChatMessage(withDevelopers, "Plain");
        Assert.Equal(200, (int)(await chat.ChangeKeyAsync(withDevelopers, ChatClient.NewKey(), null, "1385551234567890123", "2244994945")).Status);
        api.AddChatMessage(withDevelopers, "Encrypted");
        ChatClient.EventOf(await chat.SayAsync(withDevelopers, "So is this"));
        Assert.Equal(
            [("So is this", true), ("Encrypted", true), ("Plain", false)],
            (await chat.Reading.EventsAsync(withDevelopers)).Take(3).Select(item => (item.Text, item.IsVerified)));
    }

    private static async Task<IReadOnlyList<string?>> AnswersAsync(int seed)
    {
        var chat = new ChatClient(new SandboxApi(new SandboxOptions { Clock = new ManualClock(), Seed = seed, ChatAnswerDelay = TimeSpan.Zero }));
        var old = (await chat.Reading.EventsAsync("12")).Count;
        for (var number = 0; number < Messages; number++)
            await chat.SayAsync(ChatClient.WithJacqueline, $"Number {number}");
        var events = await chat.Reading.EventsAsync("12");
        return [.. events.Take(events.Count - old).Where(item => item.Event!.SenderId == "12").Select(item => item.Text ?? item.Entry!.Emoji)];
    }
}
