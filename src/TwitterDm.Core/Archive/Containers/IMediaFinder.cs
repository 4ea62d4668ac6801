namespace TwitterDm.Archive.Containers;

/// <summary>Finds the files of attachments.</summary>
internal interface IMediaFinder
{
    /// <summary>Finds a file.</summary>
    /// <param name="request">Which file.</param>
    /// <param name="cancellationToken">Ends the search, which may have to decompress a zip file.</param>
    MediaLocation Find(MediaRequest request, CancellationToken cancellationToken);
}
