//@ compiles
//@ fixes rc_across_await
use std::rc::Rc;

fn spawn(future: impl Future<Output = ()> + Send) {
    drop(future);
}

async fn pause() {}

async fn serve() {
    {
        let menu = Rc::new("soup");
        println!("{menu}");
    }
    pause().await;
}

fn main() {
    spawn(serve());
}
