//@ error E0505
async fn fetch(url: &str) -> usize { url.len() }
async fn run() -> usize {
    let url = String::from("x");
    let job = async { fetch(&url).await };
    let moved = async move { url.len() };
    job.await + moved.await
}
fn main() {
    drop(run());
}
