using System.Text.Json;
using TwitterDm.Sandbox.Authentication;
using TwitterDm.Sandbox.Chat;
using TwitterDm.Sandbox.Chat.Events;
using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.Json;
using TwitterDm.Sandbox.Model;
using TwitterDm.Sandbox.Serialization;
using TwitterDm.Sandbox.Validation;

namespace TwitterDm.Sandbox.Endpoints.Chat;

/// <summary>
/// Lists the events of an X Chat conversation of the caller, newest first, by its id or the id of the other person. A one-to-one that has
/// not begun yet is empty.
/// </summary>
internal sealed class ListChatEvents(ChatWorlds worlds, ChatPages pages)
    : Endpoint("GET", "/2/chat/conversations/{id}/events", ChatParameterRules.Events), IListEndpoint
{
    public override ApiResponse Handle(ValidatedParameters parameters, Caller caller)
    {
        var id = parameters.Text(ChatParameterRules.EventsConversationId)!;
        var world = worlds.Of(caller.User);
        if (world.Find(id) is not { } conversation)
            return world.PeerOf(id) is null ? ChatProblems.NotYours(id) : ApiResponse.Json(JsonBody.Write(WriteEmpty));
        if (pages.Before(parameters, NameOf(conversation)) is not { } before)
            return ChatPages.InvalidToken(parameters);
        var page = conversation.Log.Read(before, ChatPages.SizeOf(parameters));
        return ApiResponse.Json(JsonBody.Write(json => Write(json, conversation, page, FieldsOf(parameters))));
    }

    /// <inheritdoc />
    public string? TokenForSamePage(ValidatedParameters parameters, Person account) =>
        Find(parameters, account) is { } conversation ? pages.TokenForSamePage(parameters, NameOf(conversation)) : null;

    /// <inheritdoc />
    public ApiResponse? EventsBefore(ValidatedParameters parameters, Person account, int count)
    {
        if (Find(parameters, account) is not { } conversation || pages.Before(parameters, NameOf(conversation)) is not { } before)
            return null;
        var previous = conversation.Log.NewerThan(before, count);
        var page = new ChatLogPage(previous, [], HasMore: false);
        return previous.Count > 0 ? ApiResponse.Json(JsonBody.Write(json => Write(json, conversation, page, FieldsOf(parameters)))) : null;
    }

    private static string NameOf(ChatConversation conversation)
        => $"chat events of {conversation.Id} for {conversation.Plan.Account.IdText}";

    private static FieldSet FieldsOf(ValidatedParameters parameters) => FieldSet.OfOrAll(parameters.List(ChatParameterRules.EventFields));

    private ChatConversation? Find(ValidatedParameters parameters, Person account) =>
        worlds.Of(account).Find(parameters.Text(ChatParameterRules.EventsConversationId)!);

    private void Write(Utf8JsonWriter json, ChatConversation conversation, ChatLogPage page, FieldSet fields)
    {
        json.WriteStartObject();
        if (page.Events.Count > 0)
        {
            json.WriteStartArray("data");
            foreach (var item in page.Events)
                ChatEventWriter.Write(json, conversation, item, fields);
            json.WriteEndArray();
        }

        json.WriteStartObject("meta");
        json.WriteNumber("result_count", page.Events.Count);
        json.WriteBoolean("has_more", page.HasMore);
        if (page.HasMore)
            json.WriteString("next_token", pages.Next(page.Events[^1].Id, NameOf(conversation)));
        if (page.KeyChanges.Count > 0)
            json.WriteStrings("conversation_key_events", page.KeyChanges.Select(change => change.Encoded));
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteEmpty(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteStartObject("meta");
        json.WriteNumber("result_count", 0);
        json.WriteBoolean("has_more", value: false);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
