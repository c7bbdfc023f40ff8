//@ error
use std::rc::Rc;

fn spawn(future: impl Future<Output = ()> + Send) {
    drop(future);
}

async fn pause() {}

async fn serve() {
    let menu = Rc::new("soup");
    pause().await;
    println!("{menu}");
}

fn main() {
    spawn(serve()); //~ ERROR future cannot be sent between threads safely
}
