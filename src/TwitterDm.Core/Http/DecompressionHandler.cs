namespace TwitterDm.Http;

/// <summary>
/// Accepts compressed responses and decodes them. A body that is damaged or ends early is a failure of the attempt, which the retry handler
/// can repeat; only a success needs its body, any other status says enough.
/// </summary>
internal sealed class DecompressionHandler : DelegatingHandler
{
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        request.Headers.AcceptEncoding.Clear();
        // The parts of a file that is compressed on the way cannot be put together.
        if (ApiCall.Find(request) is { Request.IsDownload: true })
        {
            request.Headers.AcceptEncoding.ParseAdd("identity");
            return await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        }

        request.Headers.AcceptEncoding.ParseAdd("gzip, br");
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        if (response.Content.Headers.ContentEncoding.Count == 0)
            return response;
        try
        {
            ReplaceContent(
                response,
                Decode(response, await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false)));
            return response;
        }
        catch (Exception exception)
            when (exception is InvalidDataException
                    ? !response.IsSuccessStatusCode
                    : exception is HttpRequestException && ResponseStatus.IsRefusal(response.StatusCode))
        {
            ReplaceContent(response, []);
            return response;
        }
        catch (InvalidDataException)
        {
            // The decoder's own message says nothing more: what follows a cut is as invalid as what was damaged.
            response.Dispose();
            throw new HttpRequestException(HttpRequestError.InvalidResponse, "its compressed body is damaged or ends early");
        }
        catch
        {
            response.Dispose();
            throw;
        }
    }

    // The codings are listed in the order in which they were applied.
    private static byte[] Decode(HttpResponseMessage response, byte[] body)
        => response
            .Content.Headers.ContentEncoding.Reverse()
            .Aggregate(body, (encoded, coding) => ContentDecoder.Decode(encoded, coding, AttemptTimeoutHandler.MaxBody));

    private static void ReplaceContent(HttpResponseMessage response, byte[] content)
    {
        var decoded = BodyContent.Of(content);
        decoded.Headers.ContentType = response.Content.Headers.ContentType;
        response.Content.Dispose();
        response.Content = decoded;
    }
}
