namespace TwitterDm.Output;

/// <summary>An event or an attachment from the pipeline while its files are saved.</summary>
/// <param name="item">The event; null for a single attachment.</param>
internal sealed class PendingMedia(DmEvent? item)
{
    private readonly List<(DmMedia Media, Task<DmSavedMedia>? Task)> _items = [];
    private readonly List<DmMedia> _results = [];

    /// <summary>The attachments; those that are not saved have no task.</summary>
    public IReadOnlyList<(DmMedia Media, Task<DmSavedMedia>? Task)> Items => _items;

    /// <summary>What is under way.</summary>
    public IEnumerable<Task> Tasks => _items.Select(each => each.Task).OfType<Task>();

    /// <summary>Whether nothing is under way anymore.</summary>
    public bool IsCompleted => Tasks.All(task => task.IsCompleted);

    public void Add(DmMedia media, Task<DmSavedMedia> task) => _items.Add((media, task));

    public void AddUnsaved(DmMedia media) => _items.Add((media, null));

    public void AddResult(DmMedia media) => _results.Add(media);

    /// <summary>What came down the pipeline, with the paths of the files.</summary>
    public object ToOutput() => item is null ? _results[0] : item.Media.Count == 0 ? item : item.WithMedia(_results);
}
