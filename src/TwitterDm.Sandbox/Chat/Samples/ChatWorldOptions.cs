namespace TwitterDm.Sandbox.Chat.Samples;

/// <summary>The options that determine the X Chat conversations of the accounts.</summary>
/// <param name="ConversationCount">The number of conversations in the list of each account.</param>
/// <param name="MessageCount">The number of ordinary messages in each conversation.</param>
/// <param name="HasRequest">Whether there is a conversation that the account has not accepted yet.</param>
internal sealed record ChatWorldOptions(int ConversationCount, int MessageCount, bool HasRequest);
