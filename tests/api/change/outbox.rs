use chrono::TimeDelta;
use harness::both_apps;
use veiviser::change::outbox;

use super::submitted;

both_apps! {
    /// What happened is told in order, until it is noted that it was told; only what was told is ever deleted.
    async fn what_happened_waits_until_it_is_delivered(app: TestApp) {
        let (_, change) = submitted(&app).await;
        let waiting = async || outbox::undelivered(app.db()).await.expect("read");
        let told = waiting().await;
        let topics: Vec<&str> = told.iter().map(|message| message.topic.as_str()).collect();
        assert_eq!(topics, ["change.started", "change.submitted"]);
        assert_eq!(told[1].payload["subjectId"], change.id.as_str());
        let now = app.clock().now();
        outbox::note_delivered(app.db(), told[..1].to_vec(), now).await.expect("noted");
        assert_eq!(waiting().await, told[1..]);
        let prune = async |before| outbox::prune(app.db(), before).await.expect("pruned");
        assert_eq!(prune(now).await, 0);
        assert_eq!(prune(now + TimeDelta::days(1)).await, 1);
        assert_eq!(waiting().await, told[1..]);
    }
}
