using TwitterDm.Sandbox.Http;
using TwitterDm.Sandbox.Paging;
using TwitterDm.Sandbox.Problems;
using TwitterDm.Sandbox.Validation;

namespace TwitterDm.Sandbox.Endpoints.Chat;

/// <summary>Reads the page size and the page token of the X Chat lists, and creates new tokens.</summary>
internal sealed class ChatPages(PageTokenCodec tokens)
{
    private const int DefaultPageSize = 10;
    private const byte OtherVariant = 1;

    public static int SizeOf(ValidatedParameters parameters) => parameters.Integer(ParameterRules.MaxResults) ?? DefaultPageSize;

    public static ApiResponse InvalidToken(ValidatedParameters parameters)
    {
        var rule = ChatParameterRules.PaginationToken;
        return ProblemResponses.InvalidRequest([ValidationError.Value(rule, parameters.Text(rule)!, "is not valid")]);
    }

    /// <summary>Reads the id of the item after the page, or returns null if the token is not valid for the list.</summary>
    public long? Before(ValidatedParameters parameters, string list) => Read(parameters, list)?.EventId;

    public string Next(long oldestId, string list) => tokens.Encode(new PageToken(PageDirection.Older, oldestId), list);

    public string? TokenForSamePage(ValidatedParameters parameters, string list) =>
        Read(parameters, list) is { } token ? tokens.Encode(token with { Variant = (byte)(token.Variant + OtherVariant) }, list) : null;

    private PageToken? Read(ValidatedParameters parameters, string list)
    {
        if (parameters.Text(ChatParameterRules.PaginationToken) is not { } text)
            return PageToken.Start;
        return tokens.TryDecode(text, list, out var token) ? token : null;
    }
}
