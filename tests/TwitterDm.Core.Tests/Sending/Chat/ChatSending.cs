using TwitterDm.Core.Tests.Support;

namespace TwitterDm.Core.Tests.Sending.Chat;

/// <summary>What the tests of sending by X Chat share.</summary>
internal static class ChatSending
{
    public const string Me = "1385551234567890123";
    public const string Jacqueline = "12";
    public const string Ines = "1577777777777777777";
    public const string Stranger = "305419896";

    /// <summary>The conversation with Jacqueline.</summary>
    public const string OneToOne = $"{Jacqueline}-{Me}";

    /// <summary>A group.</summary>
    public const string Group = "g1950000000000000101";

    public static DmOutgoingMessage To(string user, string text) => new() { To = new(user), Text = text, Source = DmSource.Chat };

    public static DmOutgoingMessage Into(string conversationId, string text) => new() { ConversationId = conversationId, Text = text, Source = DmSource.Chat };

    /// <summary>The newest events of a conversation, newest first.</summary>
    public static Task<List<DmEvent>> NewestAsync(this TestApi api, string conversationId, int count = 1)
        => api.ListAsync(new() { ConversationId = conversationId, Sources = [DmSource.Chat], EventTypes = [.. Enum.GetValues<DmEventType>()], First = count });

    /// <summary>The requests that send, change or delete.</summary>
    public static IReadOnlyList<string> Posts(this TestApi api)
        => [.. api.Calls.Where(call => call.StartsWith("POST", StringComparison.Ordinal)).Select(call => call.Split('/')[^1])];

    public static Task<T> RunAsync<T>(this TestApi api, Func<DmClient, Task<T>> action) => api.Clock.RunAsync(action(api.Client()));

    public static Task<DmException> FailAsync<T>(this TestApi api, Func<DmClient, Task<T>> action) => Assert.ThrowsAsync<DmException>(() => api.RunAsync(action));
}
