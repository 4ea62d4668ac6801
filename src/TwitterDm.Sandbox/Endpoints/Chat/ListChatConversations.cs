using TwitterDm.Sandbox.Authentication;
using TwitterDm.Sandbox.Chat;
using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.Model;
using TwitterDm.Sandbox.Validation;

namespace TwitterDm.Sandbox.Endpoints.Chat;

/// <summary>Lists the X Chat conversations of the caller, most recently updated first, without those that are not accepted yet.</summary>
internal sealed class ListChatConversations(ChatWorlds worlds, ChatConversationResponses responses, ChatPages pages)
    : Endpoint("GET", "/2/chat/conversations", ChatParameterRules.Conversations), IListEndpoint
{
    public override ApiResponse Handle(ValidatedParameters parameters, Caller caller)
    {
        if (pages.Before(parameters, NameOf(caller.User)) is not { } before)
            return ChatPages.InvalidToken(parameters);
        var world = worlds.Of(caller.User);
        var rest = world.Conversations.Where(conversation => conversation.NewestId < before).ToList();
        var page = rest.Take(ChatPages.SizeOf(parameters)).ToList();
        var next = page.Count < rest.Count ? pages.Next(page[^1].NewestId, NameOf(caller.User)) : null;
        return responses.Page(page, world.HasRequests, next, parameters, caller.User);
    }

    /// <inheritdoc />
    public string? TokenForSamePage(ValidatedParameters parameters, Person account) => pages.TokenForSamePage(parameters, NameOf(account));

    /// <inheritdoc />
    public ApiResponse? EventsBefore(ValidatedParameters parameters, Person account, int count)
    {
        if (pages.Before(parameters, NameOf(account)) is not { } before)
            return null;
        var previous = worlds.Of(account).Conversations.Where(conversation => conversation.NewestId >= before).TakeLast(count).ToList();
        return previous.Count > 0 ? responses.Page(previous, hasRequests: false, nextToken: null, parameters, account) : null;
    }

    private static string NameOf(Person account) => $"chat conversations of {account.IdText}";
}
