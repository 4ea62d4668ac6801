using System.Net;
using System.Text.Json.Serialization.Metadata;
using TwitterDm.Http;
using TwitterDm.Json;

namespace TwitterDm.Api;

/// <summary>
/// Requests the fields of events in the vocabulary that the server accepted last. If it refuses a name, the request is sent once more in
/// the other vocabulary, which is remembered for the connection. A refused request reads nothing, so X does not bill it.
/// </summary>
internal static class FieldNegotiation
{
    /// <summary>Sends a request with the fields of events.</summary>
    /// <param name="client">Sends it.</param>
    /// <param name="request">The request, without the fields.</param>
    /// <param name="type">The JSON type of the response.</param>
    /// <param name="includesParticipants">Whether the response includes the participants who join or leave.</param>
    /// <param name="exact">Reads a response that is exactly as X describes it; null for the serializer.</param>
    /// <param name="cancellationToken">Ends the request.</param>
    /// <exception cref="DmException">The request failed; if both vocabularies were refused, with the first refusal.</exception>
    public static async Task<T> SendWithEventFieldsAsync<T>(
        this ApiClient client,
        ApiRequest request,
        JsonTypeInfo<T> type,
        bool includesParticipants,
        ExactReader<T>? exact,
        CancellationToken cancellationToken)
        where T : class
    {
        var vocabulary = client.Vocabulary.Current;
        try
        {
            return await SendAsync(vocabulary).ConfigureAwait(false);
        }
        catch (DmException refusal) when (RefusedParameters(refusal) is { Length: > 0 } refused)
        {
            var other = OtherThan(vocabulary, refused, includesParticipants);
            client.Operation.Verbose(
                $"The API refused the names of {string.Join(", ", refused)}. The request is repeated with those of X API {(other == FieldVocabulary.Tweets ? "2.166" : "2.167")}.");
            try
            {
                var response = await SendAsync(other).ConfigureAwait(false);
                client.Vocabulary.Current = other;
                return response;
            }
            catch (DmException second) when (RefusedParameters(second) is { Length: > 0 })
            {
                throw refusal;
            }
            catch (DmException second) when (second.StatusCode is HttpStatusCode.Forbidden or HttpStatusCode.NotFound)
            {
                // It is about the resource: the names were accepted before.
                client.Vocabulary.Current = other;
                throw;
            }
        }

        Task<T> SendAsync(FieldVocabulary words)
            => client.SendAsync(request.WithEventFields(words, includesParticipants), type, observer: null, exact, cancellationToken);
    }

    private static FieldVocabulary OtherThan(FieldVocabulary vocabulary, string[] refused, bool includesParticipants) => vocabulary switch
    {
        FieldVocabulary.Tweets => FieldVocabulary.PostsOnly,
        // In both vocabularies, participant_ids is the only event field here that a server can refuse.
        FieldVocabulary.Posts when !includesParticipants && refused is [RequestedFields.EventFields] => FieldVocabulary.PostsOnly,
        _ => FieldVocabulary.Tweets,
    };

    // The parameters that depend on the vocabulary, and that a 400 names: as parameters, or, without any, in its text.
    private static string[] RefusedParameters(DmException error)
    {
        if (error is not { StatusCode: HttpStatusCode.BadRequest, Problem: { } problem })
            return [];
        return problem.Parameters.Count > 0
            ? [.. RequestedFields.VocabularyParameters.Intersect(problem.Parameters, StringComparer.Ordinal)]
            : [.. RequestedFields.VocabularyParameters.Where(name => problem.Detail?.Contains(name, StringComparison.Ordinal) == true)];
    }
}
