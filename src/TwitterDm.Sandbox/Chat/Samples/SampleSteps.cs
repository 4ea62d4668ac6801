using TwitterDm.Sandbox.Chat.Events;

namespace TwitterDm.Sandbox.Chat.Samples;

/// <summary>The steps of a conversation.</summary>
internal static class SampleSteps
{
    private const int EverydayCount = 8;

    /// <summary>
    /// Spreads ordinary messages among the special steps. The first step, which usually creates the key, remains the first.
    /// </summary>
    public static IReadOnlyList<Action<ConversationBuilder>> With(int messages, params Action<ConversationBuilder>[] special)
    {
        var steps = new List<Action<ConversationBuilder>>(special.Length + messages);
        var written = 0;
        for (var number = 0; number < special.Length; number++)
        {
            steps.Add(special[number]);
            for (var due = messages * (number + 1) / special.Length; written < due; written++)
            {
                var isEveryday = written >= messages - EverydayCount;
                steps.Add(builder => builder.Chat(isEveryday));
            }
        }

        return steps;
    }
}
