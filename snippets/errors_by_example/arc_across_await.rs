//@ compiles
//@ fixes rc_across_await
use std::sync::Arc;

fn spawn(future: impl Future<Output = ()> + Send) {
    drop(future);
}

async fn pause() {}

async fn serve() {
    let menu = Arc::new("soup");
    pause().await;
    println!("{menu}");
}

fn main() {
    spawn(serve());
}
